/** The page's Trusted Types: its own markup, and the script that runs beside it. */

interface Policy {
  createHTML(markup: string): string;
  createScriptURL(address: string): unknown;
}

interface Policies {
  createPolicy(name: string, rules: Record<keyof Policy, (text: string) => string>): Policy;
}

const HERE = import.meta.url;
const WORKER = new URL('world.js', HERE);

const trustedTypes = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const pages = trustedTypes?.createPolicy('northquay', {
  createHTML: (markup) => markup,
  createScriptURL: (address) => {
    const { origin, pathname } = new URL(address);
    if (origin + pathname !== WORKER.href) throw new TypeError(`${address} is no script of this site.`);
    return address;
  },
});

/** Markup that the site's code made, for the parser. */
export function trustedMarkup(markup: string): string {
  return pages?.createHTML(markup) ?? markup;
}

/** The worker's address, for the browser to start it from. */
export function trustedWorker(address: URL): URL {
  // The type says text or URL; what is trusted is neither, and taken as either.
  return (pages?.createScriptURL(address.href) ?? address) as URL;
}
