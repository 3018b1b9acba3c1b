/** What is shown to someone who has typed nothing yet. */
import { type AlmanacRecord, KINDS, type Kind } from '../schema.ts';
import { Gate } from './gate.ts';
import { groupKey } from './keys.ts';
import { byWeight, type View } from './layer.ts';

/** The weightiest records of each kind by turns: first the first of each kind, those with most relations first. */
export function choices(
  views: readonly View[],
  groups: readonly string[],
  limit: number,
): { readonly record: AlmanacRecord; readonly score: number }[] {
  const shown = views.flatMap((view) => weightiest(view, groups, limit)).sort(byWeight);
  const counts = new Map<Kind, number>();
  const rounds = shown.map((record) => {
    const round = counts.get(record.kind) ?? 0;
    counts.set(record.kind, round + 1);
    return { record, round };
  });
  // The sort is stable, so each round stays in the order by weight.
  rounds.sort((a, b) => a.round - b.round);
  return rounds.slice(0, limit).map(({ record }) => ({ record, score: 0 }));
}

const gate = new Gate();

/** The first records of each kind, `limit` at most, by weight. */
function weightiest(view: View, groups: readonly string[], limit: number): AlmanacRecord[] {
  const { layer } = view;
  gate.set(view, groups);
  const rooms = new Map(
    KINDS.map((kind) => [kind, Math.min(limit, layer.groups.count(groupKey('kind', kind)))]),
  );
  let left = [...rooms.values()].reduce((sum, room) => sum + room, 0);
  const found: AlmanacRecord[] = [];
  layer.eachByWeight((number) => {
    if (!gate.passes(number)) return true;
    const record = layer.recordAt(number);
    const room = rooms.get(record.kind) ?? 0;
    if (room > 0) {
      found.push(record);
      rooms.set(record.kind, room - 1);
      left--;
    }
    return left > 0;
  });
  return found;
}
