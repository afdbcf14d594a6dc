/** The site's addresses, which begin at `/`, in a folder of a static web host, where every page is a folder. */

const LOCAL = / (href|src|action|base-url|token-url)="\/([^"?#]*)([^"]*)"/g;
/** Addresses that are no pages. */
const NO_PAGE = new Set(['base-url', 'token-url']);

/** The address of a page, such as `/bank/help/cards/` for `/help/cards` below `/bank/`. */
export function pageAddress(path: string, root: string): string {
  const [, name = '', rest = ''] = /^\/([^?#]*)(.*)$/s.exec(path) ?? [];
  const isFolder = name !== '' && !name.endsWith('/') && !name.includes('.');
  return `${root}${name}${isFolder ? '/' : ''}${rest}`;
}

/**
 * Rendered markup with its addresses below another root. Attribute values are quoted with `"`, which text never contains
 * as it is: see `html.ts`.
 */
export function movedTo(root: string, markup: string): string {
  return markup.replace(LOCAL, (_all, attribute: string, name: string, rest: string) => {
    const address = NO_PAGE.has(attribute) ? root + name : pageAddress(`/${name}${rest}`, root);
    return ` ${attribute}="${address}"`;
  });
}

/** The site's own path of an address below `root`; undefined for any other address. */
export function sitePath(address: string, root: URL): string | undefined {
  const { origin, pathname, search } = new URL(address, root);
  if (origin !== root.origin || !pathname.startsWith(root.pathname)) return undefined;
  const path = `/${pathname.slice(root.pathname.length)}`.replace(/(?:index\.html|\/)$/, '');
  return (path || '/') + search;
}
