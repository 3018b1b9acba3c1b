import { type DiscordError, invalidForm, refuse } from '../errors.ts';
import { rateLimited, type Scope } from './rate-limits.ts';
import { matchPath, type Reply } from './router.ts';

/** Which requests something goes wrong with, and what. */
export interface FaultRule {
  fault: FaultName;
  method?: string;
  /** As in the API's routes: `:` stands for any one segment, as in `/channels/:/messages`. */
  route?: string;
  channelId?: string;
  /** How many requests that match pass first; none unless told. */
  skip?: number;
  /** How many requests are struck; all until it is cleared unless told. */
  times?: number;
  /** Of `error-before` and `error-after`; 503 unless told. */
  status?: number;
  /** Seconds, of the rate limits; 1 unless told. */
  retryAfter?: number;
}

/** What a struck request gets: whether it takes effect all the same, and which answer, if any. */
export interface Effect {
  handled: boolean;
  answer: Reply | 'drop' | 'hang';
}

const before = (answer: Effect['answer']) => (): Effect => ({ handled: false, answer });
const after = (answer: Effect['answer']) => (): Effect => ({ handled: true, answer });
const refused = (error: DiscordError) => before({ status: error.status, body: error.body });
const broken = ({ status = 503 }: FaultRule): Reply => ({
  status,
  body: { message: `${status}: Service Unavailable`, code: 0 },
});
const limited =
  (scope: Scope) =>
  ({ retryAfter = 1 }: FaultRule): Effect => ({ handled: false, answer: rateLimited(scope, retryAfter) });

/** Everything that can go wrong with a request. */
const EFFECTS = {
  'drop-before': before('drop'),
  'drop-after': after('drop'),
  'hang-before': before('hang'),
  'hang-after': after('hang'),
  'error-before': (rule: FaultRule) => before(broken(rule))(),
  'error-after': (rule: FaultRule) => after(broken(rule))(),
  unauthorized: refused(refuse('unauthorized')),
  'missing-access': refused(refuse('missingAccess')),
  'missing-permissions': refused(refuse('missingPermissions')),
  'unknown-channel': refused(refuse('unknownChannel')),
  'invalid-form': refused(
    invalidForm([{ path: ['content'], error: { code: 'BASE_TYPE_BAD_LENGTH', message: 'Invalid.' } }]),
  ),
  'rate-limit-user': limited('user'),
  'rate-limit-shared': limited('shared'),
  'rate-limit-global': limited('global'),
} as const satisfies Record<string, (rule: FaultRule) => Effect>;

/** The name of something that can go wrong. `-before` and `-after` tell whether the request took effect. */
export type FaultName = keyof typeof EFFECTS;

/** All of them. */
export const FAULT_NAMES = Object.keys(EFFECTS) as FaultName[];

/** A rule that is in force. */
export interface Fault {
  id: string;
  rule: Readonly<FaultRule>;
  /** How many requests it struck. */
  hits: number;
  /** Resolves when it strikes for the first time. */
  struck: Promise<void>;
  clear(): void;
}

/** The rules in force. Of those that match a request the oldest strikes; one that is used up is gone. */
export class Faults {
  readonly #active = new Map<string, { fault: Fault; passed: number; strike: () => void }>();
  #added = 0;

  /** Those in force, oldest first. */
  get list(): readonly Fault[] {
    return [...this.#active.values()].map(({ fault }) => fault);
  }

  add(rule: FaultRule): Fault {
    this.#added += 1;
    const id = String(this.#added);
    let strike = () => {};
    const struck = new Promise<void>((resolve) => {
      strike = resolve;
    });
    const fault: Fault = { id, rule, hits: 0, struck, clear: () => this.#active.delete(id) };
    this.#active.set(id, { fault, passed: 0, strike });
    return fault;
  }

  clear(): void {
    this.#active.clear();
  }

  /** What goes wrong with this request, if anything. @param path without `/api/v10` and query */
  strike(method: string, path: string): Effect | undefined {
    for (const active of this.#active.values()) {
      const { fault } = active;
      const { rule } = fault;
      if (!matches(rule, method, path)) continue;
      active.passed += 1;
      if (active.passed <= (rule.skip ?? 0)) continue;
      fault.hits += 1;
      if (fault.hits >= (rule.times ?? Number.POSITIVE_INFINITY)) fault.clear();
      active.strike();
      return EFFECTS[rule.fault](rule);
    }
    return undefined;
  }
}

function matches({ method, route, channelId }: FaultRule, asked: string, path: string): boolean {
  const parts = path.split('/');
  return (
    (method === undefined || method === asked) &&
    (route === undefined || matchPath(route, parts) !== undefined) &&
    (channelId === undefined || (parts[1] === 'channels' && parts[2] === channelId))
  );
}
