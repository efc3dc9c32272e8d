/** What every page loads: menus, unsaved input, and the manners of htmx (token, ended session, refused act). */
import { acting, signInUrl, token } from "./http.js";
import { toast } from "./menu.js";
import "./unsaved.js";
import { word } from "./words.js";

const signIn = document.querySelector('meta[name="sign-in"]')?.content;

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
  event.detail.headers["X-Acting"] = acting();
});

// A request that ended on the sign-in page must not put that page into a corner of this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL || location.href, location.href).pathname;
  if (event.detail.xhr.status !== 401 && (!signIn || answered !== signIn)) return;
  event.detail.shouldSwap = false;
  if (event.detail.target?.matches("[data-grid-panel]")) return; // who is typing stays: the grid itself says that the session ended
  location.assign(signInUrl());
});

document.addEventListener("htmx:responseError", () => toast(word("failed"), "bad"));
document.addEventListener("htmx:sendError", () => toast(word("offline"), "bad"));

// HX-Trigger: {"said": {"text": "…", "tone": "bad"}} lets an answer speak.
document.addEventListener("said", (event) => toast(event.detail.text, event.detail.tone));

// A form says for which unit and role its page was opened.
document.addEventListener("formdata", (event) => {
  if (event.target.method === "post" && acting()) event.formData.set("acting", acting());
});

// Signing out leaves nothing of this person on the machine.
document.addEventListener("submit", (event) => {
  if (event.target.querySelector("[data-sign-out]")) sessionStorage.clear();
});
