/** Posts to the own server: the token of the page, no silent redirects, and one shape of answer. */

/** The cookie first: who signed in again in another tab has a new token, and the one in this page's forms is worth nothing. */
export function token() {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** The membership this page was opened for: another tab may have chosen a different one since. */
export function acting() {
  return document.querySelector('meta[name="acting"]')?.content ?? "";
}

/**
 * Answers {status, data}. status 401 when the session has ended (401, a redirect, or a page instead of JSON), 0 without a connection.
 * body: FormData, URLSearchParams, or an object or list that is sent as JSON.
 */
export async function post(url, body) {
  const headers = { "X-CSRFToken": token(), "X-Acting": acting(), "HX-Request": "true", Accept: "application/json" };
  const plain = body instanceof FormData || body instanceof URLSearchParams;
  if (!plain) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(url, { method: "POST", headers, body: plain ? body : JSON.stringify(body), redirect: "manual", credentials: "same-origin" });
    return await read(response);
  } catch {
    return { status: 0, data: {} };
  }
}

async function read(response) {
  if (response.type === "opaqueredirect" || response.status === 401) return { status: 401, data: {} };
  if (response.status === 204) return { status: 204, data: {} };
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  if (!isJson) return { status: response.ok ? 401 : response.status, data: {} };
  return { status: response.status, data: await response.json() };
}

export function signInUrl() {
  const base = document.querySelector('meta[name="sign-in"]')?.content || "/";
  return `${base}?next=${encodeURIComponent(location.pathname + location.search)}`;
}
