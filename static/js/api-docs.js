// Shows the description of the API. Swagger UI stands in its own file; nothing comes from elsewhere.
"use strict";

const place = document.getElementById("api-docs");
window.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  persistAuthorization: false,
  supportedSubmitMethods: ["get"],
  validatorUrl: null,
});
