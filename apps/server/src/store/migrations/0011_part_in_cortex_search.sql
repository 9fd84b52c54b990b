-- What may be in Cortex Search has to be deleted there; what may be there in part only is not found for sure, and is brought in again.
ALTER TABLE coco.documents ADD COLUMN only_part_in_cortex_search boolean NOT NULL DEFAULT false;
ALTER TABLE coco.personal_documents ADD COLUMN only_part_in_cortex_search boolean NOT NULL DEFAULT false;
GRANT SELECT (only_part_in_cortex_search), UPDATE (only_part_in_cortex_search)
  ON coco.documents, coco.personal_documents TO coco_keeper;
