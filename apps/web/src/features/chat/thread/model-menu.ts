import { type ComponentType, createContext } from 'react'

export interface ModelMenuProps {
  /** Who wrote the answer that is there. */
  answeredBy: string
  /** Why nothing can be asked at the moment; null when something can. */
  blockedBecause: string | null
  onChoose: (modelId: string) => void
}

/** The menu of models beside Regenerate. Which models there are, another feature knows; null where it is not on the page. */
export const ModelMenu = createContext<ComponentType<ModelMenuProps> | null>(null)
