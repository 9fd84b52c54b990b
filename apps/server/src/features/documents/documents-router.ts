import {
  GetDocumentInput,
  IngestDocumentInput,
  ListDocumentsInput,
  PassageInput,
  PasteDocumentInput,
  QueryDocumentsInput,
  RemoveDocumentInput,
  SearchDocumentsInput,
  UpdateDocumentSettingsInput,
  UploadInput,
} from '@coco/shared/document-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import type { Documents } from './documents.ts'

export const createDocumentsRouter = ({ router, procedureFor }: Procedures, documents: Documents) =>
  router({
    paste: procedureFor('ingest_documents')
      .input(PasteDocumentInput)
      .mutation(({ ctx, input, signal }) => documents.paste(ctx, input, signal)),
    uploads: procedureFor('ingest_documents').query(({ ctx }) => documents.uploads(ctx)),
    preview: procedureFor('ingest_documents')
      .input(UploadInput)
      .query(({ ctx, input }) => documents.preview(ctx, input)),
    ingest: procedureFor('ingest_documents')
      .input(IngestDocumentInput)
      .mutation(({ ctx, input }) => documents.ingest(ctx, input)),
    discard: procedureFor('ingest_documents')
      .input(UploadInput)
      .mutation(({ ctx, input }) => documents.discard(ctx, input)),
    list: procedureFor('chat')
      .input(ListDocumentsInput)
      .query(({ ctx, input }) => documents.list(ctx, input)),
    get: procedureFor('chat')
      .input(GetDocumentInput)
      .query(({ ctx, input }) => documents.get(ctx, input)),
    passage: procedureFor('chat')
      .input(PassageInput)
      .query(({ ctx, input }) => documents.passage(ctx, input)),
    tags: procedureFor('chat').query(({ ctx }) => documents.tags(ctx)),
    search: procedureFor('chat')
      .input(SearchDocumentsInput)
      .query(({ ctx, input }) => documents.search(ctx, input)),
    query: procedureFor('chat')
      .input(QueryDocumentsInput)
      .mutation(({ ctx, input, signal }) => documents.query(ctx, input, signal)),
    remove: procedureFor('delete_documents')
      .input(RemoveDocumentInput)
      .mutation(({ ctx, input }) => documents.remove(ctx, input)),
    settings: procedureFor('manage_settings').query(({ ctx }) => documents.settings.get(ctx)),
    updateSettings: procedureFor('manage_settings')
      .input(UpdateDocumentSettingsInput)
      .mutation(({ ctx, input }) => documents.settings.update(ctx, input)),
    reindex: procedureFor('manage_settings').mutation(({ ctx }) => documents.reindex(ctx)),
  })
