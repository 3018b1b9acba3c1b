import { type Access, type Context, Refusal } from './command.ts';

/** What someone without that access is told: who has it. Undefined for those who have it. */
export function refusalFor(
  access: Access,
  { manages, edits, guildId, settings }: Pick<Context, 'manages' | 'edits' | 'guildId' | 'settings'>,
): Refusal | undefined {
  if (access === 'everyone') return undefined;
  if (guildId === undefined) return new Refusal('refusal.serverOnly');
  if (access === 'editors' ? edits : manages) return undefined;
  const { editorRole } = settings;
  if (access === 'managers') return new Refusal('refusal.managersOnly');
  return editorRole === undefined
    ? new Refusal('refusal.noEditors')
    : new Refusal('refusal.editorsOnly', { role: editorRole });
}
