import type { AnswerFeedback } from '@coco/shared/conversation-views'
import { announceConversationChange } from '../../lib/conversation-channel.ts'
import { failureOfError } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'

/** What the reader thinks of one answer: as it was just said, until the conversation that was read anew says it too. */
export function useRateAnswer(messageId: string, saved: AnswerFeedback | null) {
  const utils = trpc.useUtils()
  const rate = trpc.conversations.rate.useMutation({
    onSuccess: async ({ conversationId }) => {
      await utils.conversations.get.invalidate({ conversationId })
      announceConversationChange(conversationId)
    },
  })
  const said = rate.isPending ? rate.variables.feedback : null
  return {
    feedback: rate.isPending ? said && { rating: said.rating, note: said.note ?? '' } : saved,
    failure: rate.isError ? failureOfError(rate.error) : null,
    async rate(feedback: AnswerFeedback | null): Promise<boolean> {
      try {
        await rate.mutateAsync({ messageId, feedback })
        return true
      } catch {
        return false // `failure` tells why
      }
    },
  }
}
