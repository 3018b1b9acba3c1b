import type { Command } from '../command.ts';
import { addAction, addCallbacks } from './add.ts';
import { editAction, editCallbacks } from './edit.ts';
import { exportAction } from './export.ts';
import { forgetAction, forgetCallback } from './forget.ts';
import { mend } from './forms.ts';
import { historyAction, historyCallbacks } from './history.ts';
import { importAction, importCallback } from './import.ts';
import { removeAction, removeCallback } from './remove.ts';
import { restoreAction } from './restore.ts';

/** `/record`: what a server knows for itself alone. */
export const record: Command = {
  name: 'record',
  access: 'editors',
  action: {
    add: addAction,
    edit: editAction,
    remove: removeAction,
    restore: restoreAction,
    history: historyAction,
    import: importAction,
    export: exportAction,
    forget: forgetAction,
  },
  callbacks: [
    mend,
    ...addCallbacks,
    ...editCallbacks,
    removeCallback,
    ...historyCallbacks,
    importCallback,
    forgetCallback,
  ],
};
