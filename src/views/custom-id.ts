/**
 * What a button, select or modal carries: a version, a route, and the state needed to answer it. It holds all state,
 * so that components work after a restart. Discord allows 100 characters.
 * https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id
 */
import { cut } from './text.ts';

const VERSION = 'v1';
const LIMIT = 100;

/** A kind of custom_id: its route and the names of what it carries. */
export interface CustomId<F extends string> {
  readonly route: string;
  /** Missing values become empty. The last field may be free text; it is cut to what fits. */
  encode(values?: Readonly<Partial<Record<F, string | number | undefined>>>): string;
  /** What {@link CustomId.encode} was given, as text; undefined where the id is not of this kind. */
  decode(customId: string): Record<F, string> | undefined;
}

/** Declares a kind of custom_id. Only the last field may hold colons, so free text goes last. */
export function defineCustomId<const F extends string>(route: string, ...fields: readonly F[]): CustomId<F> {
  return {
    route,
    encode(values) {
      const texts = fields.map((field) => String(values?.[field] ?? ''));
      const last = texts.pop() ?? '';
      const start = `${[VERSION, route, ...texts].join(':')}:`;
      if (start.length > LIMIT)
        throw new RangeError(`custom_id of ${route} is longer than ${LIMIT}: ${start}`);
      return start + cut(last, LIMIT - start.length);
    },
    decode(customId) {
      const parts = customId.split(':');
      if (parts[0] !== VERSION || parts[1] !== route) return undefined;
      const texts = parts.slice(2);
      if (texts.length < fields.length) return undefined;
      const entries = fields.map((field, index) => {
        const isLast = index === fields.length - 1;
        return [field, isLast ? texts.slice(index).join(':') : texts[index]];
      });
      return Object.fromEntries(entries) as Record<F, string>;
    },
  };
}

/** The route of a custom_id of this version, or undefined for a foreign or older one. */
export function routeOf(customId: string): string | undefined {
  const [version, route] = customId.split(':');
  return version === VERSION ? route : undefined;
}
