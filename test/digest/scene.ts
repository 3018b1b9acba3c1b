/** A delivery on its stage: a book, a scripted Discord, and the things that can be done. */
import { close, deliver } from '../../src/digest/deliver.ts';
import { publish, tell } from '../../src/digest/errands.ts';
import { intend } from '../../src/digest/ledger.ts';
import type { Failure } from '../../src/digest/outcome.ts';
import { bookOf, DUE, FakePorts, MemoryFile, subscription } from './stage.ts';

/** The date that is due. */
export const today = { subscription: 'abc', date: '2026-11-22' };
/** Discord's refusal. */
export const fail = (status: number, code?: number): Failure => ({
  ok: false,
  status,
  code,
  cause: 'refused',
});

/** One digest that is due, and what it takes to deliver it. */
export function stage(book = bookOf(subscription())) {
  const ports = new FakePorts();
  const file = new MemoryFile(book);
  const scene = { guildId: '1000', file, ports, clock: ports.clock };
  return {
    ports,
    file,
    deliver: () => deliver(scene, today),
    close: () => close(scene, today),
    publish: () => publish(scene, today),
    tell: () => tell(scene, today),
  };
}

/** A book whose digest was begun a minute ago. */
export const begun = intend(bookOf(subscription()), today, { channelId: '500' }, DUE - 60_000);
