-- What passages mean, as far as a model can say it in 768 numbers. Only where the database has pgvector, see prepare-vectors.ts;
-- apart from the passages, whose rows must be there without it. Each goes with its passage, and can be made again.
CREATE TABLE coco.passage_vectors (
  tenant_id text NOT NULL,
  document_id uuid NOT NULL,
  position integer NOT NULL,
  -- That made it: vectors of two models cannot be compared.
  model text NOT NULL,
  embedding vector(768) NOT NULL,
  PRIMARY KEY (tenant_id, document_id, position),
  FOREIGN KEY (tenant_id, document_id, position) REFERENCES coco.passages ON DELETE CASCADE
);
-- A search compares all of a tenant's part: 3 kB lie in the row itself, not one by one beside it.
ALTER TABLE coco.passage_vectors ALTER COLUMN embedding SET STORAGE PLAIN;

CREATE TABLE coco.personal_passage_vectors (
  LIKE coco.passage_vectors INCLUDING ALL,
  FOREIGN KEY (tenant_id, document_id, position) REFERENCES coco.personal_passages ON DELETE CASCADE
);

ALTER TABLE coco.passage_vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.passage_vectors FORCE ROW LEVEL SECURITY;
ALTER TABLE coco.personal_passage_vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.personal_passage_vectors FORCE ROW LEVEL SECURITY;

-- As their passages': see migrations/0009_documents.sql.
CREATE POLICY tenant ON coco.passage_vectors TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY reading ON coco.personal_passage_vectors FOR SELECT TO coco_app
  USING (tenant_id = coco.current_tenant() AND coco.reads_personal());
CREATE POLICY deleting ON coco.personal_passage_vectors FOR DELETE TO coco_app
  USING (tenant_id = coco.current_tenant() AND coco.reads_personal());
CREATE POLICY handing_in ON coco.personal_passage_vectors FOR INSERT TO coco_app
  WITH CHECK (tenant_id = coco.current_tenant());

GRANT SELECT, INSERT, DELETE ON coco.passage_vectors, coco.personal_passage_vectors TO coco_app;
