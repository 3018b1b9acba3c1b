import * as z from 'zod';
import { Refusal } from './errors.ts';
import type { ClockRequest, InteractionRequest, MessageRequest } from './protocol.ts';
import { FAULT_NAMES, type FaultRule } from './rest/faults.ts';

const option: z.ZodType = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.int(),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    options: z.array(option).optional(),
    focused: z.boolean().optional(),
  }),
);
const who = { personId: z.string(), channelId: z.string(), locale: z.string() };
const interaction = z.discriminatedUnion('type', [
  z.object({
    ...who,
    type: z.enum(['command', 'autocomplete']),
    commandId: z.string(),
    options: z.array(option),
    targetId: z.string().optional(),
  }),
  z.object({
    ...who,
    type: z.literal('component'),
    messageId: z.string(),
    componentType: z.int(),
    customId: z.string(),
    values: z.array(z.string()).optional(),
  }),
  z.object({
    ...who,
    type: z.literal('modal'),
    interactionId: z.string(),
    customId: z.string(),
    fields: z.array(
      z.object({
        custom_id: z.string(),
        type: z.int(),
        value: z.union([z.string(), z.boolean()]).optional(),
        values: z.array(z.string()).optional(),
      }),
    ),
  }),
]);

/** https://docs.discord.com/developers/resources/message#create-message */
const message = z.object({
  personId: z.string(),
  channelId: z.string(),
  content: z.string().trim().min(1).max(2000),
});

const clock = z.union([z.object({ to: z.iso.datetime({ offset: true }) }), z.object({ by: z.number() })]);

const count = z.int().min(0).optional();
const fault = z.strictObject({
  fault: z.enum(FAULT_NAMES),
  method: z.string().optional(),
  route: z.string().optional(),
  channelId: z.string().optional(),
  skip: count,
  times: z.int().min(1).optional(),
  status: z.int().min(500).max(599).optional(),
  retryAfter: z.number().min(0).optional(),
});

/** What a person does. @throws Refusal */
export function readInteraction(body: unknown): InteractionRequest {
  return parse<InteractionRequest>(interaction, body);
}

/** What a person says. @throws Refusal */
export function readMessage(body: unknown): MessageRequest {
  return parse<MessageRequest>(message, body);
}

/** How the clock is moved. @throws Refusal */
export function readClock(body: unknown): ClockRequest {
  return parse<ClockRequest>(clock, body);
}

/** What is to go wrong. @throws Refusal */
export function readFault(body: unknown): FaultRule {
  return parse<FaultRule>(fault, body);
}

function parse<T>(form: z.ZodType, body: unknown): T {
  const result = form.safeParse(body);
  if (!result.success) throw new Refusal(z.prettifyError(result.error));
  return result.data as T;
}
