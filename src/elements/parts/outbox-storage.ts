/** Where it waits: on the device or only in this page, and what was lost. */
import { html, nothing, type TemplateResult } from 'lit';
import type { StorageHealth } from '../../offline/storage.js';
import type { OutboxT } from './outbox-words.js';

/** Storage was wanted and does not keep what it is given. */
export function isAtRisk({ kept, fault }: StorageHealth): boolean {
  return kept === 'memory' && fault !== null;
}

export function renderStorage(
  { kept, fault }: StorageHealth,
  t: OutboxT,
  waits: boolean,
): TemplateResult | typeof nothing {
  if (kept === 'disk') {
    return waits ? html`<p class="muted small" part="storage">${t('outbox/storage/disk')}</p>` : nothing;
  }
  if (!fault)
    return waits ? html`<p class="muted small" part="storage">${t('outbox/storage/memory')}</p>` : nothing;
  return html`<div class="notice warning small" part="storage" role="note">
    <p>${t(`outbox/storage/${fault}`)} ${t('outbox/storage/memory')}</p>
  </div>`;
}

export function renderLost(count: number, t: OutboxT, onUnderstood: () => void): TemplateResult {
  return html`<div class="notice danger" part="lost" role="alert">
    <p class="wrap">${t('outbox/lost', { count })}</p>
    <button type="button" part="button" @click=${onUnderstood}>${t('outbox/lost/understood')}</button>
  </div>`;
}
