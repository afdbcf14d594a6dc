import { css } from 'lit';

/** The body of an answer: text of a stranger, whose elements are styled by their names. */
export const articleStyles = css`
  .prose {
    display: grid;
    gap: calc(1.5 * var(--_space));
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 42em;
    overflow-wrap: anywhere;
  }
  .prose .lines {
    white-space: pre-line;
  }
  .prose :is(h1, h2, h3, h4, h5, h6) {
    font-size: 1.0625em;
    margin: 0;
    margin-block-start: var(--_space);
  }
  .prose :is(p, ul, ol, dl, blockquote, figure, pre, table) {
    margin: 0;
  }
  .prose :is(ul, ol) {
    display: grid;
    gap: 0.25em;
    padding-inline-start: 1.5em;
    list-style: disc;
  }
  .prose ol {
    list-style: decimal;
  }
  .prose blockquote {
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
  }
  .prose :is(pre, table) {
    overflow-x: auto;
  }
  .prose :is(code, pre) {
    font-size: 0.9em;
    background: var(--_raised);
  }
  .prose :is(th, td) {
    padding: 0.25em 0.5em;
    border: 1px solid var(--_border);
    text-align: start;
  }
  a:any-link {
    color: var(--_accent);
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.75em;
  }
`;
