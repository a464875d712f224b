import type { CommandActions } from '@/components/command/command-answer'
import { confirmAndShow, confirmCommand, previewCommand } from './actions'

/** What the panes ask the server for. */
export const commandActions: CommandActions = {
  preview: previewCommand,
  confirm: confirmCommand,
  confirmAndShow,
}
