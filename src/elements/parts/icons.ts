import { svg, html, type TemplateResult } from 'lit';

const icon = (path: TemplateResult, name: string): TemplateResult =>
  html`<svg
    class="icon ${name}"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${path}
  </svg>`;

export const arrowIcon = icon(svg`<path d="M10 3 5 8l5 5"/>`, 'arrow');
export const closeIcon = icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`, 'close');
