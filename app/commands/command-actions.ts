import type { CommandActions } from '@/components/command/command-answer'
import { confirmAndShow, confirmCommand, previewCommand } from './actions'

/** The server actions of the panes. */
export const commandActions: CommandActions = {
  preview: previewCommand,
  confirm: confirmCommand,
  confirmAndShow,
}
