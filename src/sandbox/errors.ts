import { RESTJSONErrorCodes as Code } from 'discord-api-types/v10';

/** A branch of `errors` in Discord's answer to an invalid form: keys of the body, `_errors` at the leaves. */
export interface FormErrors {
  [key: string]: FormErrors | FormError[];
}

/** One complaint about one field. */
export interface FormError {
  code: string;
  message: string;
}

/**
 * What the REST API answers instead of success.
 * Shape and codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: FormErrors | undefined;

  constructor(status: number, code: number, message: string, errors?: FormErrors) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The answer's body. */
  get body(): object {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

/** What a person's own client would not have sent. Told to the page, never to the bot. */
export class Refusal extends Error {}

const KNOWN = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  badRequest: [400, 0, '400: Bad Request'],
  unknownChannel: [404, Code.UnknownChannel, 'Unknown Channel'],
  unknownGuild: [404, Code.UnknownGuild, 'Unknown Guild'],
  unknownMember: [404, Code.UnknownMember, 'Unknown Member'],
  unknownMessage: [404, Code.UnknownMessage, 'Unknown Message'],
  unknownUser: [404, Code.UnknownUser, 'Unknown User'],
  unknownWebhook: [404, Code.UnknownWebhook, 'Unknown Webhook'],
  unknownInteraction: [404, Code.UnknownInteraction, 'Unknown interaction'],
  unknownCommand: [404, Code.UnknownApplicationCommand, 'Unknown application command'],
  unknownApplication: [404, Code.UnknownApplication, 'Unknown Application'],
  tooManyCommands: [
    400,
    Code.MaximumNumberOfApplicationCommandsReached,
    'Maximum number of application commands reached (100)',
  ],
  tooLarge: [413, Code.RequestEntityTooLarge, 'Request entity too large'],
  alreadyCrossposted: [
    400,
    Code.ThisMessageWasAlreadyCrossposted,
    'This message has already been crossposted.',
  ],
  alreadyAcknowledged: [
    400,
    Code.InteractionHasAlreadyBeenAcknowledged,
    'Interaction has already been acknowledged.',
  ],
  missingAccess: [403, Code.MissingAccess, 'Missing Access'],
  notYours: [
    403,
    Code.CannotEditMessageAuthoredByAnotherUser,
    'Cannot edit a message authored by another user',
  ],
  empty: [400, Code.CannotSendAnEmptyMessage, 'Cannot send an empty message'],
  cannotSendToUser: [403, Code.CannotSendMessagesToThisUser, 'Cannot send messages to this user'],
  noMutualGuilds: [
    403,
    Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
    'Cannot send messages to this user due to having no mutual guilds',
  ],
  missingPermissions: [403, Code.MissingPermissions, 'Missing Permissions'],
  wrongChannelType: [
    400,
    Code.CannotExecuteActionOnThisChannelType,
    'Cannot execute action on this channel type',
  ],
  invalidToken: [401, Code.InvalidWebhookToken, 'Invalid Webhook Token'],
  archived: [400, Code.InvalidActionOnArchivedThread, 'Thread is archived'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

/** One of Discord's known refusals. */
export function refuse(what: keyof typeof KNOWN): DiscordError {
  const [status, code, message] = KNOWN[what];
  return new DiscordError(status, code, message);
}

/** 50035 with a tree of errors: https://discord.com/developers/docs/reference#error-messages */
export function invalidForm(
  issues: readonly { path: readonly PropertyKey[]; error: FormError }[],
): DiscordError {
  const root: FormErrors = {};
  for (const { path, error } of issues) {
    let branch = root;
    for (const key of path.map(String)) {
      const next = branch[key];
      const child: FormErrors = next === undefined || Array.isArray(next) ? {} : next;
      branch[key] = child;
      branch = child;
    }
    const leaf = branch['_errors'];
    branch['_errors'] = Array.isArray(leaf) ? [...leaf, error] : [error];
  }
  return new DiscordError(400, Code.InvalidFormBodyOrContentType, 'Invalid Form Body', root);
}
