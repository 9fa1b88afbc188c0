# Two stages: the first has pip and builds; the second has the service, its packages and no tools.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements/build.txt requirements/prod.txt requirements/
RUN python -m pip install --no-cache-dir --require-hashes -r requirements/build.txt
RUN python -m venv --without-pip /opt/aid
RUN python -m pip --python /opt/aid/bin/python install --no-cache-dir --require-hashes \
    -r requirements/prod.txt
COPY pyproject.toml ./
COPY schemas schemas
COPY service service
COPY workflows workflows
RUN python -m pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir wheels .
RUN python -m pip --python /opt/aid/bin/python install --no-cache-dir --no-deps --no-index \
    wheels/hardship_aid-*.whl

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 aid \
    && useradd --system --uid 10001 --gid aid --no-create-home --home-dir /var/lib/aid aid \
    && install --directory --owner aid --group aid --mode 0700 /var/lib/aid
COPY --from=build /opt/aid /opt/aid
ENV PATH=/opt/aid/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    AID_ENV=production \
    AID_HOME=/var/lib/aid
WORKDIR /var/lib/aid
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD \
    ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["aid"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
