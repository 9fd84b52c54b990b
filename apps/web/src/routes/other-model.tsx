import type { ModelMenuProps, PaintModelMenu } from '../features/chat/thread/model-menu.ts'
import { OtherModelMenu } from '../features/models/other-model-menu.tsx'
import { trpc } from '../lib/trpc.ts'

/** The tenant's models, for another answer by one of them. */
export const paintOtherModel: PaintModelMenu = (props) => <OtherModel {...props} />

function OtherModel(props: ModelMenuProps) {
  const models = trpc.models.list.useQuery()
  return <OtherModelMenu models={models.data ?? []} {...props} />
}
