-- A row with a vector is always large, and what is large is made smaller by moving its longest other columns elsewhere: the name of the
-- model went beside the table, and every comparison of two vectors fetched it from there. It took two thirds of a search.
ALTER TABLE coco.passage_vectors ALTER COLUMN tenant_id SET STORAGE PLAIN, ALTER COLUMN model SET STORAGE PLAIN;
ALTER TABLE coco.personal_passage_vectors ALTER COLUMN tenant_id SET STORAGE PLAIN, ALTER COLUMN model SET STORAGE PLAIN;
