import { randomBytes } from 'node:crypto';
import type { DraftTexts } from '../data/draft.ts';
import type { Kind } from '../data/schema.ts';

/** What someone typed into a form that was refused, and how to open that form again. */
export interface KeptDraft {
  readonly userId: string;
  readonly guildId: string;
  readonly formId: string;
  readonly kind: Kind;
  readonly isNew: boolean;
  readonly texts: DraftTexts;
}

/** What was typed into refused forms, for some minutes and in memory alone. */
export class Drafts {
  readonly #lifetime: number;
  readonly #most: number;
  /** Oldest first. */
  readonly #kept = new Map<string, { draft: KeptDraft; until: number }>();

  /** `minutes` is how long a draft is kept; `most` is how many are, the oldest going first. */
  constructor(minutes: number, most = 1000) {
    this.#lifetime = minutes * 60_000;
    this.#most = most;
  }

  /** Keeps a draft; gives the name to find it by, which nobody can guess. */
  keep(draft: KeptDraft, now: Date): string {
    for (const [name, { until }] of this.#kept)
      if (until <= now.getTime() || this.#kept.size >= this.#most) this.#kept.delete(name);
    const name = randomBytes(9).toString('base64url');
    this.#kept.set(name, { draft, until: now.getTime() + this.#lifetime });
    return name;
  }

  /** The draft of that name; undefined when its time is over or the bot was started since. */
  find(name: string, now: Date): KeptDraft | undefined {
    const kept = this.#kept.get(name);
    return kept && kept.until > now.getTime() ? kept.draft : undefined;
  }
}
