// Draws the contract of this very host. No validator badge: it would send the contract to a stranger.
"use strict";

window.addEventListener("load", () => {
  SwaggerUIBundle({
    url: "openapi.yaml",
    dom_id: "#contract",
    validatorUrl: null,
    deepLinking: true,
    docExpansion: "none",
    filter: true,
    showExtensions: true,
    persistAuthorization: false,
    requestSnippetsEnabled: true,
    tryItOutEnabled: false,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
});
