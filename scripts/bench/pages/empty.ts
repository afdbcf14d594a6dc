/** The least that a Lit element can be: what every page with Lit pays. */
import { html, LitElement, type TemplateResult } from 'lit';

class EmptyElement extends LitElement {
  override render(): TemplateResult {
    return html`<p part="ready">Ready</p>`;
  }
}

customElements.define('empty-element', EmptyElement);
