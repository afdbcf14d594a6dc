/**
 * Registers the elements: the only module with side effects. The provider first, so that it is there when the elements
 * inside it look for one; elements beyond the list are fetched when the page first holds one.
 */
import { CaseList } from './elements/case-list.js';
import { CaseProvider } from './elements/case-provider.js';
import { defineElement, ensureDefined, LAZY_ELEMENTS } from './elements/registry.js';

if (globalThis.document) {
  defineElement('case-provider', CaseProvider);
  defineElement('case-list', CaseList);
  const tags = Object.keys(LAZY_ELEMENTS) as (keyof typeof LAZY_ELEMENTS)[];
  const look = () => tags.filter((tag) => document.querySelector(tag)).forEach(ensureDefined);
  look();
  new MutationObserver((_, observer) => {
    look();
    if (tags.every((tag) => customElements.get(tag))) observer.disconnect();
  }).observe(document.documentElement, { childList: true, subtree: true });
}
