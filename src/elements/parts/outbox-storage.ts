/** Where it waits: on the device or only in this page, and what was lost. */
import { html, nothing, type TemplateResult } from 'lit';
import type { StorageHealth } from '../../offline/storage.js';
import type { OutboxT } from './outbox-words.js';

/** @param reason in words, why storage is not what it should be */
export function renderStorage(
  kept: StorageHealth['kept'],
  reason: string | null,
  t: OutboxT,
  waits: boolean,
): TemplateResult | typeof nothing {
  const words = t(kept === 'disk' ? 'outbox/storage/disk' : 'outbox/storage/memory');
  if (reason) return html`<p class="notice warning small" part="storage" role="note">${reason} ${words}</p>`;
  return waits ? html`<p class="muted small" part="storage">${words}</p>` : nothing;
}

export function renderLost(count: number, t: OutboxT, onUnderstood: () => void): TemplateResult {
  return html`<div class="notice danger" part="lost" role="alert">
    <p class="wrap">${t('outbox/lost', { count })}</p>
    <button type="button" part="button" @click=${onUnderstood}>${t('outbox/lost/understood')}</button>
  </div>`;
}
