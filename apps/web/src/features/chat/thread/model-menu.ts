import { createContext, type ReactNode } from 'react'

export interface ModelMenuProps {
  /** Who wrote the answer that is there. */
  answeredBy: string
  /** Why nothing can be asked at the moment; null when something can. */
  blockedBecause: string | null
  onChoose: (modelId: string) => void
}

export type PaintModelMenu = (props: ModelMenuProps) => ReactNode

/** The menu of models beside Regenerate. Which models there are, another feature knows. */
export const ModelMenu = createContext<PaintModelMenu>(() => null)
