import { css } from 'lit';
import { tokens } from './tokens.js';

/** What every element wears: box model, focus ring, buttons, fields, notices, skeletons, visually hidden words. */
export const base = [
  tokens,
  css`
    :host {
      display: block;
    }
    :host([hidden]),
    [hidden] {
      display: none !important;
    }
    *,
    *::before,
    *::after {
      box-sizing: border-box;
    }
    h2,
    h3,
    p,
    ul,
    ol,
    dl,
    dd {
      margin: 0;
      padding: 0;
    }
    ul,
    ol {
      list-style: none;
    }
    h2 {
      font-size: 1.25em;
      line-height: 1.3;
      text-wrap: balance;
    }
    h3 {
      font-size: 1em;
    }
    :focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }
    button,
    input,
    select,
    textarea {
      font: inherit;
      color: inherit;
      letter-spacing: inherit;
    }
    button,
    .button {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: 0.5em;
      min-block-size: 2.5em;
      padding: 0.375em 1em;
      border: 1px solid var(--_field-border);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      font-weight: 600;
      line-height: 1.25;
      text-decoration: none;
      cursor: pointer;
      transition: background-color var(--_duration);
    }
    button:hover {
      background: var(--_raised);
    }
    button.primary {
      border-color: var(--_accent);
      background: var(--_accent);
      color: var(--_on-accent);
    }
    button.primary:hover {
      background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
    }
    button.danger {
      border-color: var(--_danger);
      color: var(--_danger);
    }
    button.plain {
      border-color: transparent;
      background: transparent;
      color: var(--_accent);
      padding-inline: 0.5em;
    }
    button:disabled,
    button[aria-disabled='true'] {
      opacity: 0.55;
      cursor: default;
    }
    input:not([type='checkbox'], [type='radio'], [type='file']),
    select,
    textarea {
      inline-size: 100%;
      min-block-size: 2.5em;
      padding: 0.375em 0.75em;
      border: 1px solid var(--_field-border);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    textarea {
      min-block-size: 6em;
      line-height: 1.5;
      resize: vertical;
      field-sizing: content;
      max-block-size: 60vh;
    }
    ::placeholder {
      color: var(--_muted);
      opacity: 1;
    }
    [aria-invalid='true'] {
      border-color: var(--_danger);
      box-shadow: inset 0 0 0 1px var(--_danger);
    }
    .muted {
      color: var(--_muted);
    }
    .small {
      font-size: 0.875em;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--_space) calc(2 * var(--_space));
    }
    .stack {
      display: grid;
      gap: calc(2 * var(--_space));
      grid-template-columns: minmax(0, 1fr);
    }
    .grow {
      flex: 1;
      min-inline-size: 0;
    }
    .wrap {
      overflow-wrap: anywhere;
    }
    .notice {
      display: grid;
      justify-items: start;
      gap: var(--_space);
      padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
      border: 1px solid var(--_border);
      border-inline-start: 4px solid var(--_muted);
      border-radius: var(--_radius);
      background: var(--_raised);
    }
    .notice.danger {
      border-inline-start-color: var(--_danger);
    }
    .notice.success {
      border-inline-start-color: var(--_success);
    }
    .notice.warning {
      border-inline-start-color: var(--_warning);
    }
    .empty {
      display: grid;
      justify-items: center;
      gap: calc(2 * var(--_space));
      padding: calc(6 * var(--_space)) calc(2 * var(--_space));
      text-align: center;
    }
    .badge {
      display: inline-flex;
      align-items: center;
      gap: 0.375em;
      padding: 0.0625em 0.625em;
      border: 1px solid var(--_border);
      border-radius: 1em;
      font-size: 0.8125em;
      font-weight: 600;
      white-space: nowrap;
    }
    .skeleton {
      border-radius: calc(var(--_radius) / 2);
      background: var(--_raised);
      color: transparent;
      animation: casement-pulse 1.2s ease-in-out infinite alternate;
      user-select: none;
    }
    @keyframes casement-pulse {
      to {
        opacity: 0.5;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .skeleton {
        animation: none;
      }
    }
    .visually-hidden:not(:focus, :focus-within) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      margin: -1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    @media (forced-colors: active) {
      .skeleton {
        border: 1px solid GrayText;
      }
      button.primary {
        border-width: 2px;
      }
    }
  `,
];
