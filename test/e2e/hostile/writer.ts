/** Someone who changes records of their own, one after the other, and remembers what they were told of each. */
import type { Seat, Seen } from '../../../src/sandbox/index.ts';
import type { Random } from '../../digest/random.ts';
import { GOOD, modalOf } from '../desk.ts';
import { messageOf, textOf } from '../together.ts';

/** A change that was sent: the record's name, and its summary afterwards; none of one that is removed. */
interface Change {
  readonly name: string;
  readonly after: string | undefined;
}

/** See above. No two writers touch the same record, so that each knows what must be there. */
export class Writer {
  readonly #seat: Seat;
  readonly #random: Random;
  /** The summaries of their records, by name. */
  readonly #told = new Map<string, string>();
  #sent: Change | undefined;
  #words = 0;
  readonly #called: string;

  /** `called` is a word that no other writer has. */
  constructor(seat: Seat, called: string, random: Random) {
    this.#seat = seat;
    this.#called = called;
    this.#random = random;
  }

  /** Whether a change was sent that they have not been told of. */
  get isWaiting(): boolean {
    return this.#sent !== undefined;
  }

  /** Makes one change; tells whether it was acknowledged as made. Rejects for an answer that says neither. */
  async act(): Promise<boolean> {
    const [first, ...rest] = this.#told.keys();
    if (first === undefined || this.#random.chance(0.45)) return this.#add();
    const name = this.#random.pick([first, ...rest]);
    return this.#random.chance(0.6) ? this.#edit(name) : this.#remove(name);
  }

  /**
   * Compares what is there (summaries by name) with what they were told, and goes on from there: a change whose
   * answer never came may have been made or not. Gives a line for each record that is neither.
   */
  compare(there: ReadonlyMap<string, string>): { wrong: string[]; wasMade: boolean } {
    const sent = this.#sent;
    const wasMade = sent !== undefined && there.get(sent.name) === sent.after;
    if (sent && wasMade) this.#learn(sent);
    this.#sent = undefined;
    const mine = [...there].filter(([name]) => name.startsWith(`${this.#called} `));
    const names = new Set([...this.#told.keys(), ...mine.map(([name]) => name)]);
    const wrong = [...names]
      .filter((name) => there.get(name) !== this.#told.get(name))
      .map((name) => `${name}: told ${this.#told.get(name)}, there is ${there.get(name)}`);
    return { wrong, wasMade };
  }

  async #add(): Promise<boolean> {
    const [name, summary] = [this.#word(), this.#word()];
    const opened = await this.#seat.command('record add', { kind: 'park' });
    if (!opened.modal) return this.#refused(opened);
    const values = { ...GOOD, names: name, summary };
    return this.#send({ name, after: summary }, this.#seat.submit(modalOf(opened), values), `## ${name}`);
  }

  async #edit(name: string): Promise<boolean> {
    const summary = this.#word();
    const opened = await this.#seat.command('record edit', { record: name, group: 'sources' });
    if (!opened.modal) return this.#refused(opened);
    return this.#send({ name, after: summary }, this.#seat.submit(modalOf(opened), { summary }), summary);
  }

  async #remove(name: string): Promise<boolean> {
    const asked = await this.#seat.command('record remove', { record: name });
    if (!textOf(asked).includes('Remove it')) return this.#refused(asked);
    return this.#send(
      { name, after: undefined },
      this.#seat.click(messageOf(asked), 'Remove it'),
      'was removed',
    );
  }

  async #send(change: Change, answer: Promise<Seen>, success: string): Promise<boolean> {
    this.#sent = change;
    const seen = await answer;
    // Of a bot that was killed meanwhile nobody was told anything.
    if (seen.failed !== undefined || this.#sent !== change) return false;
    const isMade = textOf(seen).includes(success);
    if (isMade) this.#learn(change);
    else this.#refused(seen);
    this.#sent = undefined;
    return isMade;
  }

  /** An answer that says that nothing was changed. */
  #refused(seen: Seen): false {
    if (seen.failed === undefined && !/was not saved|took too long/.test(textOf(seen)))
      throw new Error(`neither yes nor no: ${textOf(seen)}`);
    return false;
  }

  #learn({ name, after }: Change): void {
    if (after === undefined) this.#told.delete(name);
    else this.#told.set(name, after);
  }

  /** Words that no other record has anything of: likely duplicates would be asked for. */
  #word(): string {
    this.#words += 1;
    const letters = Array.from({ length: 12 }, () => 'bcdfghjklmnpqrstvwxz'[this.#random.between(0, 19)]);
    return `${this.#called} ${letters.join('')}${this.#words}`;
  }
}
