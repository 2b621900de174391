/**
 * Fetches another page of the site.
 *
 * @throws Error if the server does not answer with the page
 */
export async function fetchPage(url: string): Promise<Document> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
