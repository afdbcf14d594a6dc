/** How old what is shown is, where support cannot be asked for anything newer. */
import { html, type TemplateResult } from 'lit';
import type { Instant } from '../../model/case.js';
import { isRetriable, type Failure } from '../../model/failure.js';
import type { asOfTexts } from '../texts/as-of.js';
import { fullTime } from './format.js';
import { renderFailure, type CommonT } from './states.js';

interface AsOfView {
  readonly t: CommonT & ((name: keyof typeof asOfTexts, params: { readonly time: Date }) => string);
  readonly locale: string;
  readonly retry: () => void;
}

/** Beside a copy: how old it is, with another try. Beside anything else, and for any other reason: the failure. */
export function renderStale(
  failure: Failure,
  asOf: Instant | null,
  { t, locale, retry }: AsOfView,
): TemplateResult {
  if (!asOf || !isRetriable(failure)) return renderFailure(t, failure, retry);
  return html`<div class="notice row small" part="stale" role="status">
    <span class="grow" title=${fullTime(asOf, locale)}>${t('state/asof', { time: new Date(asOf) })}</span>
    <button type="button" class="plain" part="button" @click=${retry}>${t('state/retry')}</button>
  </div>`;
}
