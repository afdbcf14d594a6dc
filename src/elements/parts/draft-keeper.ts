/** What is typed is kept as it is typed, and is there again after a reload, a crash, or a sign-in that expired. */
import { html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';
import type { Id } from '../../model/case.js';
import type { Kept } from '../../offline/storage.js';
import type { CaseStore, Submission } from '../../store/store.js';
import type { Translate } from '../../context/store-controller.js';
import type { draftTexts } from '../texts/draft.js';
import { packFiles, unpackFiles, type PackedFile } from './draft-files.js';
import { relativeTime } from './format.js';

/** Milliseconds without a keystroke before what was typed is kept. */
const PAUSE = 300;

/** Something to type into. */
export interface DraftBox<W> {
  /** JSON; undefined: nothing that would be missed, files apart. */
  readonly words: () => W | undefined;
  readonly files: () => readonly File[];
  /** Replaces what is in the box; undefined empties it. */
  readonly restore: (words: W | undefined, files: readonly File[]) => void;
}

interface Desk {
  readonly store: CaseStore | undefined;
  readonly locale: string;
}

/** As it is kept. Files have a record of their own: they are not written again with each word. */
interface Words<W> {
  readonly words: W | null;
  readonly files: number;
}

/** A box with what is known of its draft; it goes on being known while the last words are on their way to storage. */
interface Place<W> {
  readonly viewerId: Id;
  readonly id: string;
  readonly box: DraftBox<W>;
  revision: number;
  fileRevision: number;
  /** The files that are kept. */
  files: readonly File[];
  /** The box as it was kept, or found, last. */
  last: string;
}

/**
 * Keeps one box at a time. Its draft is restored in silence into an empty box; a box that is not empty, and a draft of
 * another tab that is newer, leave the choice to the customer: neither is overwritten.
 */
export class DraftKeeper<W> implements ReactiveController {
  #place: Place<W> | undefined;
  /** Another draft of the same box, between which and this one the customer chooses. */
  #newer: Kept<Words<W>> | undefined;
  #restored: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Draft after draft, so that each knows what it replaces. */
  #queue: Promise<void> = Promise.resolve();
  /** What was in the box was submitted, and is not known to be safe in the outbox. */
  #submitted = 0;
  #endDraft: (() => void) | undefined;

  constructor(
    private readonly host: ReactiveElement,
    private readonly desk: Desk,
    private readonly t: Translate<typeof draftTexts>,
    private readonly say: (words: string) => void,
  ) {
    host.addController(this);
    // The host is connected already: what makes this is fetched when it is.
    if (host.isConnected) this.hostConnected();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onHide);
    addEventListener('pagehide', this.#onHide);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onHide);
    removeEventListener('pagehide', this.#onHide);
    this.flush();
    this.#close();
  }

  /** The box is that of this draft from now on. May be called before every render. */
  open(viewerId: Id, id: string, box: DraftBox<W>): void {
    const { store } = this.desk;
    if (viewerId === this.#place?.viewerId && id === this.#place.id) return;
    // What one person typed is not written to another's draft.
    if (viewerId === this.#place?.viewerId) this.flush();
    this.#close();
    if (!store) return;
    const place = (this.#place = { viewerId, id, box, revision: 0, fileRevision: 0, files: [], last: EMPTY });
    this.#endDraft = store.onDraft(id, () => this.#enqueue(place, () => this.#look(place, store)));
    this.#enqueue(place, () => this.#look(place, store));
  }

  /** The box is about to be used for something else; its draft stays. */
  leave(): void {
    this.flush();
    this.#close();
  }

  /** Something was typed or chosen. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Keeps what is in the box now. */
  flush(): void {
    clearTimeout(this.#timer);
    const { store } = this.desk;
    const place = this.#place;
    if (!place || !store || this.#submitted || this.#newer) return;
    // Read now: a moment later the box may be another one.
    const words = place.box.words() ?? null;
    const files = place.box.files();
    this.#enqueue(place, () => this.#keep(store, place, words, files));
  }

  /** What was in the box was submitted: its draft goes as soon as the outbox has it, and not before. */
  submitted({ kept, settled }: Submission): void {
    const place = this.#place;
    this.#restored = undefined;
    this.#submitted++;
    let isOver = false;
    const over = (): void => {
      if (isOver || place !== this.#place) return;
      isOver = true;
      this.#submitted--;
      this.flush();
    };
    void kept.then(over);
    void settled.then(({ state }) => {
      if (state !== 'waiting' && state !== 'held') over();
    });
  }

  /** Empties the box and forgets the draft, because the customer said so. */
  readonly discard = (): void => {
    this.#newer = this.#restored = undefined;
    this.#place?.box.restore(undefined, []);
    this.flush();
    this.host.requestUpdate();
  };

  /** Where the words in the box come from, or the choice between them and newer ones. */
  render(): TemplateResult | typeof nothing {
    const { t } = this;
    if (this.#newer) {
      return html`<div class="notice warning small draft" part="draft" role="alert">
        <p>
          ${t('draft/newer')} <span class="muted">${relativeTime(this.#newer.asOf, this.desk.locale)}</span>
        </p>
        <div class="row">
          <button type="button" part="button" @click=${this.#useNewer}>${t('draft/newer/use')}</button>
          <button type="button" part="button" @click=${this.#keepThis}>${t('draft/newer/keep')}</button>
        </div>
      </div>`;
    }
    if (!this.#restored) return nothing;
    const discard = (): void => {
      this.discard();
      this.say(t('draft/discarded'));
    };
    return html`<p class="row small muted draft" part="draft">
      <span>${t('draft/restored', { time: relativeTime(this.#restored, this.desk.locale) })}</span>
      <button type="button" class="plain" part="button" @click=${discard}>${t('draft/discard')}</button>
    </p>`;
  }

  readonly #onHide = (): void => {
    if (document.visibilityState === 'hidden') this.flush();
  };

  readonly #useNewer = (): void => {
    const newer = this.#newer;
    const { store } = this.desk;
    const place = this.#place;
    this.#newer = undefined;
    if (newer && store && place) this.#enqueue(place, () => this.#adopt(place, store, newer));
    this.host.requestUpdate();
  };

  readonly #keepThis = (): void => {
    const place = this.#place;
    // Its words are not those that are kept now, whatever was kept before.
    if (place && this.#newer) Object.assign(place, { revision: this.#newer.revision, last: '' });
    this.#newer = undefined;
    this.flush();
    this.host.requestUpdate();
  };

  #close(): void {
    clearTimeout(this.#timer);
    this.#endDraft?.();
    this.#endDraft = this.#place = this.#newer = this.#restored = undefined;
    this.#submitted = 0;
  }

  /** One step after the other; what fails leaves the box as it is, and what storage lacks is said elsewhere. */
  #enqueue(place: Place<W>, step: () => Promise<void>): void {
    this.#queue = this.#queue.then(step).catch(() => undefined);
    void this.#queue.then(() => place === this.#place && this.host.requestUpdate());
  }

  /** What is kept, beside what is in the box: at the start, and when another tab kept something. */
  async #look(place: Place<W>, store: CaseStore): Promise<void> {
    const kept = await store.readDraft<Words<W>>(place.id);
    if (place !== this.#place || this.#submitted) return;
    const now = contentOf(place.box);
    if (!kept) {
      // Sent or discarded in another tab. What was changed here since then is nobody else's.
      if (place.last !== EMPTY && now === place.last) place.box.restore(undefined, []);
      this.#newer = this.#restored = undefined;
      place.last = EMPTY;
      // Typed before anybody could keep it.
      if (contentOf(place.box) !== EMPTY) this.touch();
    } else if (kept.revision !== place.revision) {
      if (now === EMPTY) await this.#adopt(place, store, kept);
      else if (now === snapshot(kept.value.words, kept.value.files))
        Object.assign(place, { revision: kept.revision, last: now });
      else this.#newer = kept;
    }
  }

  async #adopt(place: Place<W>, store: CaseStore, kept: Kept<Words<W>>): Promise<void> {
    const files = kept.value.files
      ? await store.readDraft<readonly PackedFile[]>(filesOf(place.id))
      : undefined;
    // Typed meanwhile: the choice is the customer's.
    if (place !== this.#place) return;
    place.revision = kept.revision;
    place.fileRevision = files?.revision ?? 0;
    place.files = unpackFiles(files?.value ?? []);
    this.#restored = kept.asOf;
    place.box.restore(kept.value.words ?? undefined, place.files);
    place.last = contentOf(place.box);
  }

  async #keep(store: CaseStore, place: Place<W>, words: W | null, files: readonly File[]): Promise<void> {
    const now = snapshot(words, files.length);
    const hasOtherFiles =
      files.length !== place.files.length || files.some((file) => !place.files.includes(file));
    if (now === place.last && !hasOtherFiles) return;
    // Somebody else is in charge by now.
    if (store.get().session?.viewer.id !== place.viewerId) return;
    const revision = await store.keepDraft(
      place.id,
      now === EMPTY ? undefined : { words, files: files.length },
      place.revision,
    );
    if (revision === null) return await this.#miss(place, store);
    place.revision = revision;
    place.last = now;
    if (hasOtherFiles) await this.#keepFiles(store, place, files);
    if (place === this.#place && now === EMPTY) this.#restored = undefined;
  }

  async #keepFiles(store: CaseStore, place: Place<W>, files: readonly File[]): Promise<void> {
    const id = filesOf(place.id);
    const value = files.length ? await packFiles(files) : undefined;
    const keep = (revision: number): Promise<number | null> => store.keepDraft(id, value, revision);
    // The words decide who was first: the files go with them.
    const revision =
      (await keep(place.fileRevision)) ?? (await keep((await store.readDraft(id))?.revision ?? 0));
    place.fileRevision = revision ?? 0;
    place.files = files;
  }

  /** Not kept: another tab was faster, or nothing can be kept here at all. */
  async #miss(place: Place<W>, store: CaseStore): Promise<void> {
    const kept = await store.readDraft<Words<W>>(place.id);
    if (place === this.#place && kept && kept.revision !== place.revision) this.#newer = kept;
  }
}

function contentOf<W>(box: DraftBox<W>): string {
  return snapshot(box.words() ?? null, box.files().length);
}

/** What two boxes have in common when they say the same. */
function snapshot(words: unknown, files: number): string {
  return JSON.stringify([words, files]);
}

const EMPTY = snapshot(null, 0);

function filesOf(id: string): string {
  return `${id}/files`;
}
