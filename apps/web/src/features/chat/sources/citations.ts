import type { AnswerSource } from '@coco/shared/document-views'
import { createContext } from 'react'

/** What an answer's citations lead to; null of an answer that was not given from documents, whose brackets are brackets. */
export const Citations = createContext<readonly AnswerSource[] | null>(null)

/** Whether the answers of this chat are given from documents by now. */
export const SearchesDocuments = createContext(false)
