/** What the selects of messages and modals offer, and what is chosen in them from the start. */
import { ComponentType } from 'discord-api-types/payloads/v10';
import type { APIMessageComponentEmoji, APISelectMenuComponent } from 'discord-api-types/v10';
import type { PageState } from '../protocol.ts';
import { channelCandidates, roleCandidates, userCandidates } from './option-values.ts';

/** One entry of a select. */
export interface SelectChoice {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly emoji?: APIMessageComponentEmoji | undefined;
}

/** The entries of a select: its own, or the server's people, roles and channels. */
export function choicesOf(component: APISelectMenuComponent, server: PageState): SelectChoice[] {
  if (component.type === ComponentType.StringSelect) return component.options;
  const candidates = {
    [ComponentType.UserSelect]: () => userCandidates(server),
    [ComponentType.RoleSelect]: () => roleCandidates(server),
    [ComponentType.MentionableSelect]: () => [...userCandidates(server), ...roleCandidates(server)],
    [ComponentType.ChannelSelect]: () =>
      channelCandidates(
        server.channels,
        component.type === ComponentType.ChannelSelect ? component.channel_types : undefined,
      ),
  }[component.type]();
  return candidates.map(({ value, label }) => ({ value: String(value), label }));
}

/** The values that are chosen before anyone touched the select. */
export function defaultsOf(component: APISelectMenuComponent): string[] {
  if (component.type === ComponentType.StringSelect) {
    return component.options.filter((option) => option.default).map((option) => option.value);
  }
  const defaults: readonly { id: string }[] = component.default_values ?? [];
  return defaults.map(({ id }) => id);
}
