"""The house: all tables of the first release, and the triggers that keep history unchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0001_the_house"
down_revision = None
branch_labels = None
depends_on = None

TRIGGERS: dict[str, list[str]] = {
    "sqlite": [
        "CREATE TRIGGER audit_entry_refuses_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry refuses UPDATE'); END",
        "CREATE TRIGGER audit_entry_refuses_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry refuses DELETE'); END",
        "CREATE TRIGGER audit_head_refuses_update BEFORE UPDATE ON audit_head WHEN (NOT (NEW.seq > OLD.seq)) BEGIN SELECT RAISE(ABORT, 'audit_head refuses UPDATE'); END",
        "CREATE TRIGGER audit_head_refuses_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'audit_head refuses DELETE'); END",
        "CREATE TRIGGER plan_version_refuses_update BEFORE UPDATE ON plan_version BEGIN SELECT RAISE(ABORT, 'plan_version refuses UPDATE'); END",
        "CREATE TRIGGER plan_version_refuses_delete BEFORE DELETE ON plan_version BEGIN SELECT RAISE(ABORT, 'plan_version refuses DELETE'); END",
        "CREATE TRIGGER fee_schedule_refuses_update BEFORE UPDATE ON fee_schedule BEGIN SELECT RAISE(ABORT, 'fee_schedule refuses UPDATE'); END",
        "CREATE TRIGGER fee_schedule_refuses_delete BEFORE DELETE ON fee_schedule BEGIN SELECT RAISE(ABORT, 'fee_schedule refuses DELETE'); END",
        "CREATE TRIGGER complaint_lengths_refuses_update BEFORE UPDATE ON complaint_lengths BEGIN SELECT RAISE(ABORT, 'complaint_lengths refuses UPDATE'); END",
        "CREATE TRIGGER complaint_lengths_refuses_delete BEFORE DELETE ON complaint_lengths BEGIN SELECT RAISE(ABORT, 'complaint_lengths refuses DELETE'); END",
        "CREATE TRIGGER questionnaire_definition_refuses_update BEFORE UPDATE ON questionnaire_definition WHEN (NOT (OLD.status = 'DRAFT' OR (OLD.status = 'PUBLISHED' AND NEW.status = 'RETIRED' AND NEW.code = OLD.code AND NEW.text = OLD.text AND NEW.content_hash = OLD.content_hash AND NEW.version = OLD.version))) BEGIN SELECT RAISE(ABORT, 'questionnaire_definition refuses UPDATE'); END",
        "CREATE TRIGGER questionnaire_definition_refuses_delete BEFORE DELETE ON questionnaire_definition WHEN (NOT (OLD.status = 'DRAFT')) BEGIN SELECT RAISE(ABORT, 'questionnaire_definition refuses DELETE'); END",
        "CREATE TRIGGER diet_food_refuses_delete BEFORE DELETE ON diet_food BEGIN SELECT RAISE(ABORT, 'diet_food refuses DELETE'); END",
        "CREATE TRIGGER measurement_refuses_update BEFORE UPDATE ON measurement WHEN (NOT (OLD.source = 'EXAM')) BEGIN SELECT RAISE(ABORT, 'measurement refuses UPDATE'); END",
        "CREATE TRIGGER measurement_refuses_delete BEFORE DELETE ON measurement WHEN (NOT (OLD.source = 'EXAM')) BEGIN SELECT RAISE(ABORT, 'measurement refuses DELETE'); END",
        "CREATE TRIGGER stored_file_refuses_update BEFORE UPDATE ON stored_file WHEN (NOT (NEW.id = OLD.id AND NEW.client_id = OLD.client_id AND NEW.kind = OLD.kind AND NEW.sha256 = OLD.sha256 AND NEW.content_type = OLD.content_type AND NEW.kept_by = OLD.kept_by)) BEGIN SELECT RAISE(ABORT, 'stored_file refuses UPDATE'); END",
        "CREATE TRIGGER access_entry_refuses_update BEFORE UPDATE ON access_entry BEGIN SELECT RAISE(ABORT, 'access_entry refuses UPDATE'); END",
        "CREATE TRIGGER access_entry_refuses_delete BEFORE DELETE ON access_entry BEGIN SELECT RAISE(ABORT, 'access_entry refuses DELETE'); END",
        "CREATE TRIGGER assessment_opt_out_refuses_update BEFORE UPDATE ON assessment_opt_out WHEN (NOT (OLD.withdrawn_at IS NULL)) BEGIN SELECT RAISE(ABORT, 'assessment_opt_out refuses UPDATE'); END",
        "CREATE TRIGGER assessment_opt_out_refuses_delete BEFORE DELETE ON assessment_opt_out BEGIN SELECT RAISE(ABORT, 'assessment_opt_out refuses DELETE'); END",
        "CREATE TRIGGER questionnaire_response_refuses_update BEFORE UPDATE ON questionnaire_response BEGIN SELECT RAISE(ABORT, 'questionnaire_response refuses UPDATE'); END",
        "CREATE TRIGGER questionnaire_response_refuses_delete BEFORE DELETE ON questionnaire_response BEGIN SELECT RAISE(ABORT, 'questionnaire_response refuses DELETE'); END",
        "CREATE TRIGGER diet_food_revision_refuses_update BEFORE UPDATE ON diet_food_revision BEGIN SELECT RAISE(ABORT, 'diet_food_revision refuses UPDATE'); END",
        "CREATE TRIGGER diet_food_revision_refuses_delete BEFORE DELETE ON diet_food_revision BEGIN SELECT RAISE(ABORT, 'diet_food_revision refuses DELETE'); END",
        "CREATE TRIGGER group_contract_refuses_update BEFORE UPDATE ON group_contract WHEN (NOT (NEW.plan = OLD.plan AND NEW.institution_id = OLD.institution_id AND NEW.version >= OLD.version)) BEGIN SELECT RAISE(ABORT, 'group_contract refuses UPDATE'); END",
        "CREATE TRIGGER exam_item_change_refuses_update BEFORE UPDATE ON exam_item_change BEGIN SELECT RAISE(ABORT, 'exam_item_change refuses UPDATE'); END",
        "CREATE TRIGGER exam_item_change_refuses_delete BEFORE DELETE ON exam_item_change BEGIN SELECT RAISE(ABORT, 'exam_item_change refuses DELETE'); END",
        "CREATE TRIGGER critical_alert_refuses_update BEFORE UPDATE ON critical_alert WHEN (NOT (OLD.handled_at IS NULL)) BEGIN SELECT RAISE(ABORT, 'critical_alert refuses UPDATE'); END",
        "CREATE TRIGGER critical_alert_refuses_delete BEFORE DELETE ON critical_alert BEGIN SELECT RAISE(ABORT, 'critical_alert refuses DELETE'); END",
        "CREATE TRIGGER assessment_invitation_refuses_update BEFORE UPDATE ON assessment_invitation WHEN (NOT (OLD.decision = 'UNDECIDED')) BEGIN SELECT RAISE(ABORT, 'assessment_invitation refuses UPDATE'); END",
        "CREATE TRIGGER assessment_invitation_refuses_delete BEFORE DELETE ON assessment_invitation BEGIN SELECT RAISE(ABORT, 'assessment_invitation refuses DELETE'); END",
        "CREATE TRIGGER questionnaire_score_refuses_update BEFORE UPDATE ON questionnaire_score BEGIN SELECT RAISE(ABORT, 'questionnaire_score refuses UPDATE'); END",
        "CREATE TRIGGER questionnaire_score_refuses_delete BEFORE DELETE ON questionnaire_score BEGIN SELECT RAISE(ABORT, 'questionnaire_score refuses DELETE'); END",
        "CREATE TRIGGER questionnaire_screening_decision_refuses_update BEFORE UPDATE ON questionnaire_screening_decision BEGIN SELECT RAISE(ABORT, 'questionnaire_screening_decision refuses UPDATE'); END",
        "CREATE TRIGGER questionnaire_screening_decision_refuses_delete BEFORE DELETE ON questionnaire_screening_decision BEGIN SELECT RAISE(ABORT, 'questionnaire_screening_decision refuses DELETE'); END",
        "CREATE TRIGGER diet_plan_version_refuses_update BEFORE UPDATE ON diet_plan_version WHEN (NOT (NEW.id = OLD.id AND NEW.branch_id = OLD.branch_id AND NEW.client_id = OLD.client_id AND NEW.number = OLD.number AND NEW.draft_revision = OLD.draft_revision AND NEW.effective_from = OLD.effective_from AND NEW.content = OLD.content AND NEW.content_hash = OLD.content_hash AND NEW.food_table = OLD.food_table AND NEW.exchange_table = OLD.exchange_table AND NEW.published_by = OLD.published_by AND NEW.published_at = OLD.published_at AND (NEW.status = OLD.status OR (OLD.status = 'SCHEDULED' AND NEW.status = 'EFFECTIVE') OR (OLD.status = 'SCHEDULED' AND NEW.status = 'SUPERSEDED') OR (OLD.status = 'SCHEDULED' AND NEW.status = 'WITHDRAWN') OR (OLD.status = 'EFFECTIVE' AND NEW.status = 'SUPERSEDED') OR (OLD.status = 'EFFECTIVE' AND NEW.status = 'WITHDRAWN')) AND COALESCE(NEW.read_at = OLD.read_at, OLD.read_at IS NULL) AND COALESCE(NEW.ended_at = OLD.ended_at, OLD.ended_at IS NULL) AND COALESCE(NEW.withdrawn_by = OLD.withdrawn_by, OLD.withdrawn_by IS NULL) AND COALESCE(NEW.withdrawal_reason = OLD.withdrawal_reason, OLD.withdrawal_reason IS NULL))) BEGIN SELECT RAISE(ABORT, 'diet_plan_version refuses UPDATE'); END",
        "CREATE TRIGGER diet_plan_version_refuses_delete BEFORE DELETE ON diet_plan_version BEGIN SELECT RAISE(ABORT, 'diet_plan_version refuses DELETE'); END",
        "CREATE TRIGGER diet_hand_over_refuses_update BEFORE UPDATE ON diet_hand_over BEGIN SELECT RAISE(ABORT, 'diet_hand_over refuses UPDATE'); END",
        "CREATE TRIGGER diet_hand_over_refuses_delete BEFORE DELETE ON diet_hand_over BEGIN SELECT RAISE(ABORT, 'diet_hand_over refuses DELETE'); END",
        "CREATE TRIGGER group_levels_refuses_update BEFORE UPDATE ON group_levels BEGIN SELECT RAISE(ABORT, 'group_levels refuses UPDATE'); END",
        "CREATE TRIGGER group_levels_refuses_delete BEFORE DELETE ON group_levels BEGIN SELECT RAISE(ABORT, 'group_levels refuses DELETE'); END",
        "CREATE TRIGGER group_contract_terms_refuses_update BEFORE UPDATE ON group_contract_terms BEGIN SELECT RAISE(ABORT, 'group_contract_terms refuses UPDATE'); END",
        "CREATE TRIGGER group_contract_terms_refuses_delete BEFORE DELETE ON group_contract_terms BEGIN SELECT RAISE(ABORT, 'group_contract_terms refuses DELETE'); END",
        "CREATE TRIGGER group_report_refuses_update BEFORE UPDATE ON group_report WHEN (NOT (OLD.status IN ('DRAFT','REVIEWED') AND NEW.figures = OLD.figures AND NEW.contract_id = OLD.contract_id)) BEGIN SELECT RAISE(ABORT, 'group_report refuses UPDATE'); END",
        "CREATE TRIGGER group_report_refuses_delete BEFORE DELETE ON group_report BEGIN SELECT RAISE(ABORT, 'group_report refuses DELETE'); END",
        "CREATE TRIGGER tcm_record_refuses_update BEFORE UPDATE ON tcm_record WHEN (NOT (OLD.status = 'DRAFT' OR (OLD.status = 'SIGNED' AND (NEW.status = 'DRAFT' OR (NEW.content = OLD.content AND NEW.signature = OLD.signature))))) BEGIN SELECT RAISE(ABORT, 'tcm_record refuses UPDATE'); END",
        "CREATE TRIGGER tcm_record_refuses_delete BEFORE DELETE ON tcm_record BEGIN SELECT RAISE(ABORT, 'tcm_record refuses DELETE'); END",
        "CREATE TRIGGER plan_payment_refuses_update BEFORE UPDATE ON plan_payment BEGIN SELECT RAISE(ABORT, 'plan_payment refuses UPDATE'); END",
        "CREATE TRIGGER plan_payment_refuses_delete BEFORE DELETE ON plan_payment BEGIN SELECT RAISE(ABORT, 'plan_payment refuses DELETE'); END",
        "CREATE TRIGGER exam_booking_change_refuses_update BEFORE UPDATE ON exam_booking_change BEGIN SELECT RAISE(ABORT, 'exam_booking_change refuses UPDATE'); END",
        "CREATE TRIGGER exam_booking_change_refuses_delete BEFORE DELETE ON exam_booking_change BEGIN SELECT RAISE(ABORT, 'exam_booking_change refuses DELETE'); END",
        "CREATE TRIGGER exam_chase_refuses_update BEFORE UPDATE ON exam_chase BEGIN SELECT RAISE(ABORT, 'exam_chase refuses UPDATE'); END",
        "CREATE TRIGGER exam_chase_refuses_delete BEFORE DELETE ON exam_chase BEGIN SELECT RAISE(ABORT, 'exam_chase refuses DELETE'); END",
        "CREATE TRIGGER exam_original_refuses_update BEFORE UPDATE ON exam_original WHEN (NOT (OLD.withdrawn_at IS NULL AND NEW.file_id = OLD.file_id AND NEW.client_id = OLD.client_id AND NEW.booking_id = OLD.booking_id)) BEGIN SELECT RAISE(ABORT, 'exam_original refuses UPDATE'); END",
        "CREATE TRIGGER exam_original_refuses_delete BEFORE DELETE ON exam_original BEGIN SELECT RAISE(ABORT, 'exam_original refuses DELETE'); END",
        "CREATE TRIGGER exam_report_refuses_update BEFORE UPDATE ON exam_report WHEN (NOT (OLD.status <> 'VERIFIED')) BEGIN SELECT RAISE(ABORT, 'exam_report refuses UPDATE'); END",
        "CREATE TRIGGER exam_report_refuses_delete BEFORE DELETE ON exam_report WHEN (NOT (OLD.status <> 'VERIFIED')) BEGIN SELECT RAISE(ABORT, 'exam_report refuses DELETE'); END",
        "CREATE TRIGGER complaint_clock_refuses_update BEFORE UPDATE ON complaint_clock WHEN (NOT (OLD.breached_at IS NULL OR (NEW.breached_at IS NOT NULL AND NEW.breached_at = OLD.breached_at))) BEGIN SELECT RAISE(ABORT, 'complaint_clock refuses UPDATE'); END",
        "CREATE TRIGGER complaint_clock_refuses_delete BEFORE DELETE ON complaint_clock BEGIN SELECT RAISE(ABORT, 'complaint_clock refuses DELETE'); END",
        "CREATE TRIGGER complaint_event_refuses_update BEFORE UPDATE ON complaint_event BEGIN SELECT RAISE(ABORT, 'complaint_event refuses UPDATE'); END",
        "CREATE TRIGGER complaint_event_refuses_delete BEFORE DELETE ON complaint_event BEGIN SELECT RAISE(ABORT, 'complaint_event refuses DELETE'); END",
        "CREATE TRIGGER complaint_evidence_refuses_update BEFORE UPDATE ON complaint_evidence BEGIN SELECT RAISE(ABORT, 'complaint_evidence refuses UPDATE'); END",
        "CREATE TRIGGER complaint_evidence_refuses_delete BEFORE DELETE ON complaint_evidence BEGIN SELECT RAISE(ABORT, 'complaint_evidence refuses DELETE'); END",
        "CREATE TRIGGER questionnaire_query_message_refuses_update BEFORE UPDATE ON questionnaire_query_message BEGIN SELECT RAISE(ABORT, 'questionnaire_query_message refuses UPDATE'); END",
        "CREATE TRIGGER questionnaire_query_message_refuses_delete BEFORE DELETE ON questionnaire_query_message BEGIN SELECT RAISE(ABORT, 'questionnaire_query_message refuses DELETE'); END",
        "CREATE TRIGGER diet_message_refuses_update BEFORE UPDATE ON diet_message WHEN (NOT (NEW.id = OLD.id AND NEW.branch_id = OLD.branch_id AND NEW.client_id = OLD.client_id AND NEW.author = OLD.author AND NEW.words = OLD.words AND NEW.at = OLD.at AND OLD.read_at IS NULL)) BEGIN SELECT RAISE(ABORT, 'diet_message refuses UPDATE'); END",
        "CREATE TRIGGER diet_message_refuses_delete BEFORE DELETE ON diet_message BEGIN SELECT RAISE(ABORT, 'diet_message refuses DELETE'); END",
        "CREATE TRIGGER diet_allergy_warning_refuses_update BEFORE UPDATE ON diet_allergy_warning WHEN (NOT (OLD.answer IS NULL AND NEW.allergens = OLD.allergens AND NEW.version_id = OLD.version_id)) BEGIN SELECT RAISE(ABORT, 'diet_allergy_warning refuses UPDATE'); END",
        "CREATE TRIGGER diet_allergy_warning_refuses_delete BEFORE DELETE ON diet_allergy_warning BEGIN SELECT RAISE(ABORT, 'diet_allergy_warning refuses DELETE'); END",
        "CREATE TRIGGER group_reminded_refuses_update BEFORE UPDATE ON group_reminded BEGIN SELECT RAISE(ABORT, 'group_reminded refuses UPDATE'); END",
        "CREATE TRIGGER group_reminded_refuses_delete BEFORE DELETE ON group_reminded BEGIN SELECT RAISE(ABORT, 'group_reminded refuses DELETE'); END",
        "CREATE TRIGGER tcm_doubt_refuses_update BEFORE UPDATE ON tcm_doubt BEGIN SELECT RAISE(ABORT, 'tcm_doubt refuses UPDATE'); END",
        "CREATE TRIGGER tcm_doubt_refuses_delete BEFORE DELETE ON tcm_doubt BEGIN SELECT RAISE(ABORT, 'tcm_doubt refuses DELETE'); END",
        "CREATE TRIGGER exam_phone_call_refuses_update BEFORE UPDATE ON exam_phone_call BEGIN SELECT RAISE(ABORT, 'exam_phone_call refuses UPDATE'); END",
        "CREATE TRIGGER exam_phone_call_refuses_delete BEFORE DELETE ON exam_phone_call BEGIN SELECT RAISE(ABORT, 'exam_phone_call refuses DELETE'); END",
        "CREATE TRIGGER exam_delivery_refuses_update BEFORE UPDATE ON exam_delivery BEGIN SELECT RAISE(ABORT, 'exam_delivery refuses UPDATE'); END",
        "CREATE TRIGGER exam_delivery_refuses_delete BEFORE DELETE ON exam_delivery BEGIN SELECT RAISE(ABORT, 'exam_delivery refuses DELETE'); END",
        "CREATE TRIGGER exam_correction_refuses_update BEFORE UPDATE ON exam_correction WHEN (NOT (OLD.status = 'PROPOSED')) BEGIN SELECT RAISE(ABORT, 'exam_correction refuses UPDATE'); END",
        "CREATE TRIGGER exam_correction_refuses_delete BEFORE DELETE ON exam_correction BEGIN SELECT RAISE(ABORT, 'exam_correction refuses DELETE'); END",
        "CREATE TRIGGER exam_important_refuses_update BEFORE UPDATE ON exam_important WHEN (NOT (OLD.ending IS NULL)) BEGIN SELECT RAISE(ABORT, 'exam_important refuses UPDATE'); END",
        "CREATE TRIGGER exam_important_refuses_delete BEFORE DELETE ON exam_important BEGIN SELECT RAISE(ABORT, 'exam_important refuses DELETE'); END",
        "CREATE TRIGGER exam_important_step_refuses_update BEFORE UPDATE ON exam_important_step BEGIN SELECT RAISE(ABORT, 'exam_important_step refuses UPDATE'); END",
        "CREATE TRIGGER exam_important_step_refuses_delete BEFORE DELETE ON exam_important_step BEGIN SELECT RAISE(ABORT, 'exam_important_step refuses DELETE'); END",
        "CREATE TRIGGER exam_result_refuses_delete BEFORE DELETE ON exam_result WHEN (NOT (NOT OLD.locked)) BEGIN SELECT RAISE(ABORT, 'exam_result refuses DELETE'); END",
        "CREATE TRIGGER exam_result_refuses_update BEFORE UPDATE ON exam_result WHEN (NOT (NOT OLD.locked OR (NEW.replaced AND COALESCE(CAST(NEW.id AS TEXT), '') = COALESCE(CAST(OLD.id AS TEXT), '') AND COALESCE(CAST(NEW.branch_id AS TEXT), '') = COALESCE(CAST(OLD.branch_id AS TEXT), '') AND COALESCE(CAST(NEW.report_id AS TEXT), '') = COALESCE(CAST(OLD.report_id AS TEXT), '') AND COALESCE(CAST(NEW.code AS TEXT), '') = COALESCE(CAST(OLD.code AS TEXT), '') AND COALESCE(CAST(NEW.value AS TEXT), '') = COALESCE(CAST(OLD.value AS TEXT), '') AND COALESCE(CAST(NEW.unit AS TEXT), '') = COALESCE(CAST(OLD.unit AS TEXT), '') AND COALESCE(CAST(NEW.written_value AS TEXT), '') = COALESCE(CAST(OLD.written_value AS TEXT), '') AND COALESCE(CAST(NEW.written_unit AS TEXT), '') = COALESCE(CAST(OLD.written_unit AS TEXT), '') AND COALESCE(CAST(NEW.choice AS TEXT), '') = COALESCE(CAST(OLD.choice AS TEXT), '') AND COALESCE(CAST(NEW.words AS TEXT), '') = COALESCE(CAST(OLD.words AS TEXT), '') AND COALESCE(CAST(NEW.low AS TEXT), '') = COALESCE(CAST(OLD.low AS TEXT), '') AND COALESCE(CAST(NEW.high AS TEXT), '') = COALESCE(CAST(OLD.high AS TEXT), '') AND COALESCE(CAST(NEW.below AS TEXT), '') = COALESCE(CAST(OLD.below AS TEXT), '') AND COALESCE(CAST(NEW.flag AS TEXT), '') = COALESCE(CAST(OLD.flag AS TEXT), '') AND COALESCE(CAST(NEW.implausible AS TEXT), '') = COALESCE(CAST(OLD.implausible AS TEXT), '') AND COALESCE(CAST(NEW.range_printed AS TEXT), '') = COALESCE(CAST(OLD.range_printed AS TEXT), '') AND COALESCE(CAST(NEW.printed_mark AS TEXT), '') = COALESCE(CAST(OLD.printed_mark AS TEXT), '') AND COALESCE(CAST(NEW.entered_by AS TEXT), '') = COALESCE(CAST(OLD.entered_by AS TEXT), '') AND COALESCE(CAST(NEW.locked AS TEXT), '') = COALESCE(CAST(OLD.locked AS TEXT), '') AND COALESCE(CAST(NEW.corrects_id AS TEXT), '') = COALESCE(CAST(OLD.corrects_id AS TEXT), '') AND COALESCE(CAST(NEW.correction_id AS TEXT), '') = COALESCE(CAST(OLD.correction_id AS TEXT), '')))) BEGIN SELECT RAISE(ABORT, 'exam_result refuses UPDATE'); END",
        "CREATE TRIGGER complaint_evidence_served_refuses_update BEFORE UPDATE ON complaint_evidence_served BEGIN SELECT RAISE(ABORT, 'complaint_evidence_served refuses UPDATE'); END",
        "CREATE TRIGGER complaint_evidence_served_refuses_delete BEFORE DELETE ON complaint_evidence_served BEGIN SELECT RAISE(ABORT, 'complaint_evidence_served refuses DELETE'); END",
        "CREATE TRIGGER assessment_refuses_update BEFORE UPDATE ON assessment WHEN (NOT (OLD.status IN ('DRAFT','REVIEWED') AND NEW.inputs = OLD.inputs AND NEW.result = OLD.result AND NEW.versions = OLD.versions)) BEGIN SELECT RAISE(ABORT, 'assessment refuses UPDATE'); END",
        "CREATE TRIGGER assessment_refuses_delete BEFORE DELETE ON assessment BEGIN SELECT RAISE(ABORT, 'assessment refuses DELETE'); END",
        "CREATE TRIGGER assessment_delivery_refuses_update BEFORE UPDATE ON assessment_delivery BEGIN SELECT RAISE(ABORT, 'assessment_delivery refuses UPDATE'); END",
        "CREATE TRIGGER assessment_delivery_refuses_delete BEFORE DELETE ON assessment_delivery BEGIN SELECT RAISE(ABORT, 'assessment_delivery refuses DELETE'); END",
        "CREATE TRIGGER assessment_paper_refuses_update BEFORE UPDATE ON assessment_paper BEGIN SELECT RAISE(ABORT, 'assessment_paper refuses UPDATE'); END",
        "CREATE TRIGGER assessment_paper_refuses_delete BEFORE DELETE ON assessment_paper BEGIN SELECT RAISE(ABORT, 'assessment_paper refuses DELETE'); END",
        "CREATE TRIGGER group_report_subject_refuses_update BEFORE UPDATE ON group_report_subject BEGIN SELECT RAISE(ABORT, 'group_report_subject refuses UPDATE'); END",
        "CREATE TRIGGER group_report_subject_refuses_delete BEFORE DELETE ON group_report_subject BEGIN SELECT RAISE(ABORT, 'group_report_subject refuses DELETE'); END",
    ],
    "postgresql": [
        "DROP FUNCTION IF EXISTS audit_entry_refuses_update() CASCADE",
        "CREATE FUNCTION audit_entry_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_entry refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER audit_entry_refuses_update BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_refuses_update()",
        "DROP FUNCTION IF EXISTS audit_entry_refuses_delete() CASCADE",
        "CREATE FUNCTION audit_entry_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_entry refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER audit_entry_refuses_delete BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_refuses_delete()",
        "DROP FUNCTION IF EXISTS audit_head_refuses_update() CASCADE",
        "CREATE FUNCTION audit_head_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_head refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER audit_head_refuses_update BEFORE UPDATE ON audit_head FOR EACH ROW WHEN (NOT (NEW.seq > OLD.seq)) EXECUTE FUNCTION audit_head_refuses_update()",
        "DROP FUNCTION IF EXISTS audit_head_refuses_delete() CASCADE",
        "CREATE FUNCTION audit_head_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_head refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER audit_head_refuses_delete BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_refuses_delete()",
        "DROP FUNCTION IF EXISTS plan_version_refuses_update() CASCADE",
        "CREATE FUNCTION plan_version_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'plan_version refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER plan_version_refuses_update BEFORE UPDATE ON plan_version FOR EACH ROW EXECUTE FUNCTION plan_version_refuses_update()",
        "DROP FUNCTION IF EXISTS plan_version_refuses_delete() CASCADE",
        "CREATE FUNCTION plan_version_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'plan_version refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER plan_version_refuses_delete BEFORE DELETE ON plan_version FOR EACH ROW EXECUTE FUNCTION plan_version_refuses_delete()",
        "DROP FUNCTION IF EXISTS fee_schedule_refuses_update() CASCADE",
        "CREATE FUNCTION fee_schedule_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fee_schedule refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER fee_schedule_refuses_update BEFORE UPDATE ON fee_schedule FOR EACH ROW EXECUTE FUNCTION fee_schedule_refuses_update()",
        "DROP FUNCTION IF EXISTS fee_schedule_refuses_delete() CASCADE",
        "CREATE FUNCTION fee_schedule_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fee_schedule refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER fee_schedule_refuses_delete BEFORE DELETE ON fee_schedule FOR EACH ROW EXECUTE FUNCTION fee_schedule_refuses_delete()",
        "DROP FUNCTION IF EXISTS complaint_lengths_refuses_update() CASCADE",
        "CREATE FUNCTION complaint_lengths_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_lengths refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_lengths_refuses_update BEFORE UPDATE ON complaint_lengths FOR EACH ROW EXECUTE FUNCTION complaint_lengths_refuses_update()",
        "DROP FUNCTION IF EXISTS complaint_lengths_refuses_delete() CASCADE",
        "CREATE FUNCTION complaint_lengths_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_lengths refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_lengths_refuses_delete BEFORE DELETE ON complaint_lengths FOR EACH ROW EXECUTE FUNCTION complaint_lengths_refuses_delete()",
        "DROP FUNCTION IF EXISTS questionnaire_definition_refuses_update() CASCADE",
        "CREATE FUNCTION questionnaire_definition_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_definition refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_definition_refuses_update BEFORE UPDATE ON questionnaire_definition FOR EACH ROW WHEN (NOT (OLD.status = 'DRAFT' OR (OLD.status = 'PUBLISHED' AND NEW.status = 'RETIRED' AND NEW.code = OLD.code AND NEW.text = OLD.text AND NEW.content_hash = OLD.content_hash AND NEW.version = OLD.version))) EXECUTE FUNCTION questionnaire_definition_refuses_update()",
        "DROP FUNCTION IF EXISTS questionnaire_definition_refuses_delete() CASCADE",
        "CREATE FUNCTION questionnaire_definition_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_definition refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_definition_refuses_delete BEFORE DELETE ON questionnaire_definition FOR EACH ROW WHEN (NOT (OLD.status = 'DRAFT')) EXECUTE FUNCTION questionnaire_definition_refuses_delete()",
        "DROP FUNCTION IF EXISTS diet_food_refuses_delete() CASCADE",
        "CREATE FUNCTION diet_food_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_food refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_food_refuses_delete BEFORE DELETE ON diet_food FOR EACH ROW EXECUTE FUNCTION diet_food_refuses_delete()",
        "DROP FUNCTION IF EXISTS measurement_refuses_update() CASCADE",
        "CREATE FUNCTION measurement_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'measurement refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER measurement_refuses_update BEFORE UPDATE ON measurement FOR EACH ROW WHEN (NOT (OLD.source = 'EXAM')) EXECUTE FUNCTION measurement_refuses_update()",
        "DROP FUNCTION IF EXISTS measurement_refuses_delete() CASCADE",
        "CREATE FUNCTION measurement_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'measurement refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER measurement_refuses_delete BEFORE DELETE ON measurement FOR EACH ROW WHEN (NOT (OLD.source = 'EXAM')) EXECUTE FUNCTION measurement_refuses_delete()",
        "DROP FUNCTION IF EXISTS stored_file_refuses_update() CASCADE",
        "CREATE FUNCTION stored_file_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stored_file refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER stored_file_refuses_update BEFORE UPDATE ON stored_file FOR EACH ROW WHEN (NOT (NEW.id = OLD.id AND NEW.client_id = OLD.client_id AND NEW.kind = OLD.kind AND NEW.sha256 = OLD.sha256 AND NEW.content_type = OLD.content_type AND NEW.kept_by = OLD.kept_by)) EXECUTE FUNCTION stored_file_refuses_update()",
        "DROP FUNCTION IF EXISTS access_entry_refuses_update() CASCADE",
        "CREATE FUNCTION access_entry_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'access_entry refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER access_entry_refuses_update BEFORE UPDATE ON access_entry FOR EACH ROW EXECUTE FUNCTION access_entry_refuses_update()",
        "DROP FUNCTION IF EXISTS access_entry_refuses_delete() CASCADE",
        "CREATE FUNCTION access_entry_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'access_entry refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER access_entry_refuses_delete BEFORE DELETE ON access_entry FOR EACH ROW EXECUTE FUNCTION access_entry_refuses_delete()",
        "DROP FUNCTION IF EXISTS assessment_opt_out_refuses_update() CASCADE",
        "CREATE FUNCTION assessment_opt_out_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_opt_out refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_opt_out_refuses_update BEFORE UPDATE ON assessment_opt_out FOR EACH ROW WHEN (NOT (OLD.withdrawn_at IS NULL)) EXECUTE FUNCTION assessment_opt_out_refuses_update()",
        "DROP FUNCTION IF EXISTS assessment_opt_out_refuses_delete() CASCADE",
        "CREATE FUNCTION assessment_opt_out_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_opt_out refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_opt_out_refuses_delete BEFORE DELETE ON assessment_opt_out FOR EACH ROW EXECUTE FUNCTION assessment_opt_out_refuses_delete()",
        "DROP FUNCTION IF EXISTS questionnaire_response_refuses_update() CASCADE",
        "CREATE FUNCTION questionnaire_response_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_response refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_response_refuses_update BEFORE UPDATE ON questionnaire_response FOR EACH ROW EXECUTE FUNCTION questionnaire_response_refuses_update()",
        "DROP FUNCTION IF EXISTS questionnaire_response_refuses_delete() CASCADE",
        "CREATE FUNCTION questionnaire_response_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_response refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_response_refuses_delete BEFORE DELETE ON questionnaire_response FOR EACH ROW EXECUTE FUNCTION questionnaire_response_refuses_delete()",
        "DROP FUNCTION IF EXISTS diet_food_revision_refuses_update() CASCADE",
        "CREATE FUNCTION diet_food_revision_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_food_revision refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_food_revision_refuses_update BEFORE UPDATE ON diet_food_revision FOR EACH ROW EXECUTE FUNCTION diet_food_revision_refuses_update()",
        "DROP FUNCTION IF EXISTS diet_food_revision_refuses_delete() CASCADE",
        "CREATE FUNCTION diet_food_revision_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_food_revision refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_food_revision_refuses_delete BEFORE DELETE ON diet_food_revision FOR EACH ROW EXECUTE FUNCTION diet_food_revision_refuses_delete()",
        "DROP FUNCTION IF EXISTS group_contract_refuses_update() CASCADE",
        "CREATE FUNCTION group_contract_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_contract refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_contract_refuses_update BEFORE UPDATE ON group_contract FOR EACH ROW WHEN (NOT (NEW.plan = OLD.plan AND NEW.institution_id = OLD.institution_id AND NEW.version >= OLD.version)) EXECUTE FUNCTION group_contract_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_item_change_refuses_update() CASCADE",
        "CREATE FUNCTION exam_item_change_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_item_change refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_item_change_refuses_update BEFORE UPDATE ON exam_item_change FOR EACH ROW EXECUTE FUNCTION exam_item_change_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_item_change_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_item_change_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_item_change refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_item_change_refuses_delete BEFORE DELETE ON exam_item_change FOR EACH ROW EXECUTE FUNCTION exam_item_change_refuses_delete()",
        "DROP FUNCTION IF EXISTS critical_alert_refuses_update() CASCADE",
        "CREATE FUNCTION critical_alert_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'critical_alert refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER critical_alert_refuses_update BEFORE UPDATE ON critical_alert FOR EACH ROW WHEN (NOT (OLD.handled_at IS NULL)) EXECUTE FUNCTION critical_alert_refuses_update()",
        "DROP FUNCTION IF EXISTS critical_alert_refuses_delete() CASCADE",
        "CREATE FUNCTION critical_alert_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'critical_alert refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER critical_alert_refuses_delete BEFORE DELETE ON critical_alert FOR EACH ROW EXECUTE FUNCTION critical_alert_refuses_delete()",
        "DROP FUNCTION IF EXISTS assessment_invitation_refuses_update() CASCADE",
        "CREATE FUNCTION assessment_invitation_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_invitation refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_invitation_refuses_update BEFORE UPDATE ON assessment_invitation FOR EACH ROW WHEN (NOT (OLD.decision = 'UNDECIDED')) EXECUTE FUNCTION assessment_invitation_refuses_update()",
        "DROP FUNCTION IF EXISTS assessment_invitation_refuses_delete() CASCADE",
        "CREATE FUNCTION assessment_invitation_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_invitation refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_invitation_refuses_delete BEFORE DELETE ON assessment_invitation FOR EACH ROW EXECUTE FUNCTION assessment_invitation_refuses_delete()",
        "DROP FUNCTION IF EXISTS questionnaire_score_refuses_update() CASCADE",
        "CREATE FUNCTION questionnaire_score_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_score refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_score_refuses_update BEFORE UPDATE ON questionnaire_score FOR EACH ROW EXECUTE FUNCTION questionnaire_score_refuses_update()",
        "DROP FUNCTION IF EXISTS questionnaire_score_refuses_delete() CASCADE",
        "CREATE FUNCTION questionnaire_score_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_score refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_score_refuses_delete BEFORE DELETE ON questionnaire_score FOR EACH ROW EXECUTE FUNCTION questionnaire_score_refuses_delete()",
        "DROP FUNCTION IF EXISTS questionnaire_screening_decision_refuses_update() CASCADE",
        "CREATE FUNCTION questionnaire_screening_decision_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_screening_decision refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_screening_decision_refuses_update BEFORE UPDATE ON questionnaire_screening_decision FOR EACH ROW EXECUTE FUNCTION questionnaire_screening_decision_refuses_update()",
        "DROP FUNCTION IF EXISTS questionnaire_screening_decision_refuses_delete() CASCADE",
        "CREATE FUNCTION questionnaire_screening_decision_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_screening_decision refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_screening_decision_refuses_delete BEFORE DELETE ON questionnaire_screening_decision FOR EACH ROW EXECUTE FUNCTION questionnaire_screening_decision_refuses_delete()",
        "DROP FUNCTION IF EXISTS diet_plan_version_refuses_update() CASCADE",
        "CREATE FUNCTION diet_plan_version_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_plan_version refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_plan_version_refuses_update BEFORE UPDATE ON diet_plan_version FOR EACH ROW WHEN (NOT (NEW.id = OLD.id AND NEW.branch_id = OLD.branch_id AND NEW.client_id = OLD.client_id AND NEW.number = OLD.number AND NEW.draft_revision = OLD.draft_revision AND NEW.effective_from = OLD.effective_from AND NEW.content = OLD.content AND NEW.content_hash = OLD.content_hash AND NEW.food_table = OLD.food_table AND NEW.exchange_table = OLD.exchange_table AND NEW.published_by = OLD.published_by AND NEW.published_at = OLD.published_at AND (NEW.status = OLD.status OR (OLD.status = 'SCHEDULED' AND NEW.status = 'EFFECTIVE') OR (OLD.status = 'SCHEDULED' AND NEW.status = 'SUPERSEDED') OR (OLD.status = 'SCHEDULED' AND NEW.status = 'WITHDRAWN') OR (OLD.status = 'EFFECTIVE' AND NEW.status = 'SUPERSEDED') OR (OLD.status = 'EFFECTIVE' AND NEW.status = 'WITHDRAWN')) AND COALESCE(NEW.read_at = OLD.read_at, OLD.read_at IS NULL) AND COALESCE(NEW.ended_at = OLD.ended_at, OLD.ended_at IS NULL) AND COALESCE(NEW.withdrawn_by = OLD.withdrawn_by, OLD.withdrawn_by IS NULL) AND COALESCE(NEW.withdrawal_reason = OLD.withdrawal_reason, OLD.withdrawal_reason IS NULL))) EXECUTE FUNCTION diet_plan_version_refuses_update()",
        "DROP FUNCTION IF EXISTS diet_plan_version_refuses_delete() CASCADE",
        "CREATE FUNCTION diet_plan_version_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_plan_version refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_plan_version_refuses_delete BEFORE DELETE ON diet_plan_version FOR EACH ROW EXECUTE FUNCTION diet_plan_version_refuses_delete()",
        "DROP FUNCTION IF EXISTS diet_hand_over_refuses_update() CASCADE",
        "CREATE FUNCTION diet_hand_over_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_hand_over refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_hand_over_refuses_update BEFORE UPDATE ON diet_hand_over FOR EACH ROW EXECUTE FUNCTION diet_hand_over_refuses_update()",
        "DROP FUNCTION IF EXISTS diet_hand_over_refuses_delete() CASCADE",
        "CREATE FUNCTION diet_hand_over_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_hand_over refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_hand_over_refuses_delete BEFORE DELETE ON diet_hand_over FOR EACH ROW EXECUTE FUNCTION diet_hand_over_refuses_delete()",
        "DROP FUNCTION IF EXISTS group_levels_refuses_update() CASCADE",
        "CREATE FUNCTION group_levels_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_levels refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_levels_refuses_update BEFORE UPDATE ON group_levels FOR EACH ROW EXECUTE FUNCTION group_levels_refuses_update()",
        "DROP FUNCTION IF EXISTS group_levels_refuses_delete() CASCADE",
        "CREATE FUNCTION group_levels_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_levels refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_levels_refuses_delete BEFORE DELETE ON group_levels FOR EACH ROW EXECUTE FUNCTION group_levels_refuses_delete()",
        "DROP FUNCTION IF EXISTS group_contract_terms_refuses_update() CASCADE",
        "CREATE FUNCTION group_contract_terms_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_contract_terms refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_contract_terms_refuses_update BEFORE UPDATE ON group_contract_terms FOR EACH ROW EXECUTE FUNCTION group_contract_terms_refuses_update()",
        "DROP FUNCTION IF EXISTS group_contract_terms_refuses_delete() CASCADE",
        "CREATE FUNCTION group_contract_terms_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_contract_terms refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_contract_terms_refuses_delete BEFORE DELETE ON group_contract_terms FOR EACH ROW EXECUTE FUNCTION group_contract_terms_refuses_delete()",
        "DROP FUNCTION IF EXISTS group_report_refuses_update() CASCADE",
        "CREATE FUNCTION group_report_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_report refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_report_refuses_update BEFORE UPDATE ON group_report FOR EACH ROW WHEN (NOT (OLD.status IN ('DRAFT','REVIEWED') AND NEW.figures = OLD.figures AND NEW.contract_id = OLD.contract_id)) EXECUTE FUNCTION group_report_refuses_update()",
        "DROP FUNCTION IF EXISTS group_report_refuses_delete() CASCADE",
        "CREATE FUNCTION group_report_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_report refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_report_refuses_delete BEFORE DELETE ON group_report FOR EACH ROW EXECUTE FUNCTION group_report_refuses_delete()",
        "DROP FUNCTION IF EXISTS tcm_record_refuses_update() CASCADE",
        "CREATE FUNCTION tcm_record_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'tcm_record refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER tcm_record_refuses_update BEFORE UPDATE ON tcm_record FOR EACH ROW WHEN (NOT (OLD.status = 'DRAFT' OR (OLD.status = 'SIGNED' AND (NEW.status = 'DRAFT' OR (NEW.content = OLD.content AND NEW.signature = OLD.signature))))) EXECUTE FUNCTION tcm_record_refuses_update()",
        "DROP FUNCTION IF EXISTS tcm_record_refuses_delete() CASCADE",
        "CREATE FUNCTION tcm_record_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'tcm_record refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER tcm_record_refuses_delete BEFORE DELETE ON tcm_record FOR EACH ROW EXECUTE FUNCTION tcm_record_refuses_delete()",
        "DROP FUNCTION IF EXISTS plan_payment_refuses_update() CASCADE",
        "CREATE FUNCTION plan_payment_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'plan_payment refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER plan_payment_refuses_update BEFORE UPDATE ON plan_payment FOR EACH ROW EXECUTE FUNCTION plan_payment_refuses_update()",
        "DROP FUNCTION IF EXISTS plan_payment_refuses_delete() CASCADE",
        "CREATE FUNCTION plan_payment_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'plan_payment refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER plan_payment_refuses_delete BEFORE DELETE ON plan_payment FOR EACH ROW EXECUTE FUNCTION plan_payment_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_booking_change_refuses_update() CASCADE",
        "CREATE FUNCTION exam_booking_change_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_booking_change refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_booking_change_refuses_update BEFORE UPDATE ON exam_booking_change FOR EACH ROW EXECUTE FUNCTION exam_booking_change_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_booking_change_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_booking_change_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_booking_change refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_booking_change_refuses_delete BEFORE DELETE ON exam_booking_change FOR EACH ROW EXECUTE FUNCTION exam_booking_change_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_chase_refuses_update() CASCADE",
        "CREATE FUNCTION exam_chase_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_chase refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_chase_refuses_update BEFORE UPDATE ON exam_chase FOR EACH ROW EXECUTE FUNCTION exam_chase_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_chase_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_chase_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_chase refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_chase_refuses_delete BEFORE DELETE ON exam_chase FOR EACH ROW EXECUTE FUNCTION exam_chase_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_original_refuses_update() CASCADE",
        "CREATE FUNCTION exam_original_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_original refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_original_refuses_update BEFORE UPDATE ON exam_original FOR EACH ROW WHEN (NOT (OLD.withdrawn_at IS NULL AND NEW.file_id = OLD.file_id AND NEW.client_id = OLD.client_id AND NEW.booking_id = OLD.booking_id)) EXECUTE FUNCTION exam_original_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_original_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_original_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_original refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_original_refuses_delete BEFORE DELETE ON exam_original FOR EACH ROW EXECUTE FUNCTION exam_original_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_report_refuses_update() CASCADE",
        "CREATE FUNCTION exam_report_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_report refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_report_refuses_update BEFORE UPDATE ON exam_report FOR EACH ROW WHEN (NOT (OLD.status <> 'VERIFIED')) EXECUTE FUNCTION exam_report_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_report_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_report_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_report refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_report_refuses_delete BEFORE DELETE ON exam_report FOR EACH ROW WHEN (NOT (OLD.status <> 'VERIFIED')) EXECUTE FUNCTION exam_report_refuses_delete()",
        "DROP FUNCTION IF EXISTS complaint_clock_refuses_update() CASCADE",
        "CREATE FUNCTION complaint_clock_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_clock refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_clock_refuses_update BEFORE UPDATE ON complaint_clock FOR EACH ROW WHEN (NOT (OLD.breached_at IS NULL OR (NEW.breached_at IS NOT NULL AND NEW.breached_at = OLD.breached_at))) EXECUTE FUNCTION complaint_clock_refuses_update()",
        "DROP FUNCTION IF EXISTS complaint_clock_refuses_delete() CASCADE",
        "CREATE FUNCTION complaint_clock_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_clock refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_clock_refuses_delete BEFORE DELETE ON complaint_clock FOR EACH ROW EXECUTE FUNCTION complaint_clock_refuses_delete()",
        "DROP FUNCTION IF EXISTS complaint_event_refuses_update() CASCADE",
        "CREATE FUNCTION complaint_event_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_event refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_event_refuses_update BEFORE UPDATE ON complaint_event FOR EACH ROW EXECUTE FUNCTION complaint_event_refuses_update()",
        "DROP FUNCTION IF EXISTS complaint_event_refuses_delete() CASCADE",
        "CREATE FUNCTION complaint_event_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_event refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_event_refuses_delete BEFORE DELETE ON complaint_event FOR EACH ROW EXECUTE FUNCTION complaint_event_refuses_delete()",
        "DROP FUNCTION IF EXISTS complaint_evidence_refuses_update() CASCADE",
        "CREATE FUNCTION complaint_evidence_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_evidence refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_evidence_refuses_update BEFORE UPDATE ON complaint_evidence FOR EACH ROW EXECUTE FUNCTION complaint_evidence_refuses_update()",
        "DROP FUNCTION IF EXISTS complaint_evidence_refuses_delete() CASCADE",
        "CREATE FUNCTION complaint_evidence_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_evidence refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_evidence_refuses_delete BEFORE DELETE ON complaint_evidence FOR EACH ROW EXECUTE FUNCTION complaint_evidence_refuses_delete()",
        "DROP FUNCTION IF EXISTS questionnaire_query_message_refuses_update() CASCADE",
        "CREATE FUNCTION questionnaire_query_message_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_query_message refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_query_message_refuses_update BEFORE UPDATE ON questionnaire_query_message FOR EACH ROW EXECUTE FUNCTION questionnaire_query_message_refuses_update()",
        "DROP FUNCTION IF EXISTS questionnaire_query_message_refuses_delete() CASCADE",
        "CREATE FUNCTION questionnaire_query_message_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'questionnaire_query_message refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER questionnaire_query_message_refuses_delete BEFORE DELETE ON questionnaire_query_message FOR EACH ROW EXECUTE FUNCTION questionnaire_query_message_refuses_delete()",
        "DROP FUNCTION IF EXISTS diet_message_refuses_update() CASCADE",
        "CREATE FUNCTION diet_message_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_message refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_message_refuses_update BEFORE UPDATE ON diet_message FOR EACH ROW WHEN (NOT (NEW.id = OLD.id AND NEW.branch_id = OLD.branch_id AND NEW.client_id = OLD.client_id AND NEW.author = OLD.author AND NEW.words = OLD.words AND NEW.at = OLD.at AND OLD.read_at IS NULL)) EXECUTE FUNCTION diet_message_refuses_update()",
        "DROP FUNCTION IF EXISTS diet_message_refuses_delete() CASCADE",
        "CREATE FUNCTION diet_message_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_message refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_message_refuses_delete BEFORE DELETE ON diet_message FOR EACH ROW EXECUTE FUNCTION diet_message_refuses_delete()",
        "DROP FUNCTION IF EXISTS diet_allergy_warning_refuses_update() CASCADE",
        "CREATE FUNCTION diet_allergy_warning_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_allergy_warning refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_allergy_warning_refuses_update BEFORE UPDATE ON diet_allergy_warning FOR EACH ROW WHEN (NOT (OLD.answer IS NULL AND NEW.allergens = OLD.allergens AND NEW.version_id = OLD.version_id)) EXECUTE FUNCTION diet_allergy_warning_refuses_update()",
        "DROP FUNCTION IF EXISTS diet_allergy_warning_refuses_delete() CASCADE",
        "CREATE FUNCTION diet_allergy_warning_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'diet_allergy_warning refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER diet_allergy_warning_refuses_delete BEFORE DELETE ON diet_allergy_warning FOR EACH ROW EXECUTE FUNCTION diet_allergy_warning_refuses_delete()",
        "DROP FUNCTION IF EXISTS group_reminded_refuses_update() CASCADE",
        "CREATE FUNCTION group_reminded_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_reminded refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_reminded_refuses_update BEFORE UPDATE ON group_reminded FOR EACH ROW EXECUTE FUNCTION group_reminded_refuses_update()",
        "DROP FUNCTION IF EXISTS group_reminded_refuses_delete() CASCADE",
        "CREATE FUNCTION group_reminded_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_reminded refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_reminded_refuses_delete BEFORE DELETE ON group_reminded FOR EACH ROW EXECUTE FUNCTION group_reminded_refuses_delete()",
        "DROP FUNCTION IF EXISTS tcm_doubt_refuses_update() CASCADE",
        "CREATE FUNCTION tcm_doubt_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'tcm_doubt refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER tcm_doubt_refuses_update BEFORE UPDATE ON tcm_doubt FOR EACH ROW EXECUTE FUNCTION tcm_doubt_refuses_update()",
        "DROP FUNCTION IF EXISTS tcm_doubt_refuses_delete() CASCADE",
        "CREATE FUNCTION tcm_doubt_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'tcm_doubt refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER tcm_doubt_refuses_delete BEFORE DELETE ON tcm_doubt FOR EACH ROW EXECUTE FUNCTION tcm_doubt_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_phone_call_refuses_update() CASCADE",
        "CREATE FUNCTION exam_phone_call_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_phone_call refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_phone_call_refuses_update BEFORE UPDATE ON exam_phone_call FOR EACH ROW EXECUTE FUNCTION exam_phone_call_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_phone_call_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_phone_call_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_phone_call refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_phone_call_refuses_delete BEFORE DELETE ON exam_phone_call FOR EACH ROW EXECUTE FUNCTION exam_phone_call_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_delivery_refuses_update() CASCADE",
        "CREATE FUNCTION exam_delivery_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_delivery refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_delivery_refuses_update BEFORE UPDATE ON exam_delivery FOR EACH ROW EXECUTE FUNCTION exam_delivery_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_delivery_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_delivery_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_delivery refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_delivery_refuses_delete BEFORE DELETE ON exam_delivery FOR EACH ROW EXECUTE FUNCTION exam_delivery_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_correction_refuses_update() CASCADE",
        "CREATE FUNCTION exam_correction_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_correction refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_correction_refuses_update BEFORE UPDATE ON exam_correction FOR EACH ROW WHEN (NOT (OLD.status = 'PROPOSED')) EXECUTE FUNCTION exam_correction_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_correction_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_correction_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_correction refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_correction_refuses_delete BEFORE DELETE ON exam_correction FOR EACH ROW EXECUTE FUNCTION exam_correction_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_important_refuses_update() CASCADE",
        "CREATE FUNCTION exam_important_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_important refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_important_refuses_update BEFORE UPDATE ON exam_important FOR EACH ROW WHEN (NOT (OLD.ending IS NULL)) EXECUTE FUNCTION exam_important_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_important_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_important_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_important refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_important_refuses_delete BEFORE DELETE ON exam_important FOR EACH ROW EXECUTE FUNCTION exam_important_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_important_step_refuses_update() CASCADE",
        "CREATE FUNCTION exam_important_step_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_important_step refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_important_step_refuses_update BEFORE UPDATE ON exam_important_step FOR EACH ROW EXECUTE FUNCTION exam_important_step_refuses_update()",
        "DROP FUNCTION IF EXISTS exam_important_step_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_important_step_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_important_step refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_important_step_refuses_delete BEFORE DELETE ON exam_important_step FOR EACH ROW EXECUTE FUNCTION exam_important_step_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_result_refuses_delete() CASCADE",
        "CREATE FUNCTION exam_result_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_result refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_result_refuses_delete BEFORE DELETE ON exam_result FOR EACH ROW WHEN (NOT (NOT OLD.locked)) EXECUTE FUNCTION exam_result_refuses_delete()",
        "DROP FUNCTION IF EXISTS exam_result_refuses_update() CASCADE",
        "CREATE FUNCTION exam_result_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'exam_result refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER exam_result_refuses_update BEFORE UPDATE ON exam_result FOR EACH ROW WHEN (NOT (NOT OLD.locked OR (NEW.replaced AND COALESCE(CAST(NEW.id AS TEXT), '') = COALESCE(CAST(OLD.id AS TEXT), '') AND COALESCE(CAST(NEW.branch_id AS TEXT), '') = COALESCE(CAST(OLD.branch_id AS TEXT), '') AND COALESCE(CAST(NEW.report_id AS TEXT), '') = COALESCE(CAST(OLD.report_id AS TEXT), '') AND COALESCE(CAST(NEW.code AS TEXT), '') = COALESCE(CAST(OLD.code AS TEXT), '') AND COALESCE(CAST(NEW.value AS TEXT), '') = COALESCE(CAST(OLD.value AS TEXT), '') AND COALESCE(CAST(NEW.unit AS TEXT), '') = COALESCE(CAST(OLD.unit AS TEXT), '') AND COALESCE(CAST(NEW.written_value AS TEXT), '') = COALESCE(CAST(OLD.written_value AS TEXT), '') AND COALESCE(CAST(NEW.written_unit AS TEXT), '') = COALESCE(CAST(OLD.written_unit AS TEXT), '') AND COALESCE(CAST(NEW.choice AS TEXT), '') = COALESCE(CAST(OLD.choice AS TEXT), '') AND COALESCE(CAST(NEW.words AS TEXT), '') = COALESCE(CAST(OLD.words AS TEXT), '') AND COALESCE(CAST(NEW.low AS TEXT), '') = COALESCE(CAST(OLD.low AS TEXT), '') AND COALESCE(CAST(NEW.high AS TEXT), '') = COALESCE(CAST(OLD.high AS TEXT), '') AND COALESCE(CAST(NEW.below AS TEXT), '') = COALESCE(CAST(OLD.below AS TEXT), '') AND COALESCE(CAST(NEW.flag AS TEXT), '') = COALESCE(CAST(OLD.flag AS TEXT), '') AND COALESCE(CAST(NEW.implausible AS TEXT), '') = COALESCE(CAST(OLD.implausible AS TEXT), '') AND COALESCE(CAST(NEW.range_printed AS TEXT), '') = COALESCE(CAST(OLD.range_printed AS TEXT), '') AND COALESCE(CAST(NEW.printed_mark AS TEXT), '') = COALESCE(CAST(OLD.printed_mark AS TEXT), '') AND COALESCE(CAST(NEW.entered_by AS TEXT), '') = COALESCE(CAST(OLD.entered_by AS TEXT), '') AND COALESCE(CAST(NEW.locked AS TEXT), '') = COALESCE(CAST(OLD.locked AS TEXT), '') AND COALESCE(CAST(NEW.corrects_id AS TEXT), '') = COALESCE(CAST(OLD.corrects_id AS TEXT), '') AND COALESCE(CAST(NEW.correction_id AS TEXT), '') = COALESCE(CAST(OLD.correction_id AS TEXT), '')))) EXECUTE FUNCTION exam_result_refuses_update()",
        "DROP FUNCTION IF EXISTS complaint_evidence_served_refuses_update() CASCADE",
        "CREATE FUNCTION complaint_evidence_served_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_evidence_served refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_evidence_served_refuses_update BEFORE UPDATE ON complaint_evidence_served FOR EACH ROW EXECUTE FUNCTION complaint_evidence_served_refuses_update()",
        "DROP FUNCTION IF EXISTS complaint_evidence_served_refuses_delete() CASCADE",
        "CREATE FUNCTION complaint_evidence_served_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'complaint_evidence_served refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER complaint_evidence_served_refuses_delete BEFORE DELETE ON complaint_evidence_served FOR EACH ROW EXECUTE FUNCTION complaint_evidence_served_refuses_delete()",
        "DROP FUNCTION IF EXISTS assessment_refuses_update() CASCADE",
        "CREATE FUNCTION assessment_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_refuses_update BEFORE UPDATE ON assessment FOR EACH ROW WHEN (NOT (OLD.status IN ('DRAFT','REVIEWED') AND NEW.inputs = OLD.inputs AND NEW.result = OLD.result AND NEW.versions = OLD.versions)) EXECUTE FUNCTION assessment_refuses_update()",
        "DROP FUNCTION IF EXISTS assessment_refuses_delete() CASCADE",
        "CREATE FUNCTION assessment_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_refuses_delete BEFORE DELETE ON assessment FOR EACH ROW EXECUTE FUNCTION assessment_refuses_delete()",
        "DROP FUNCTION IF EXISTS assessment_delivery_refuses_update() CASCADE",
        "CREATE FUNCTION assessment_delivery_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_delivery refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_delivery_refuses_update BEFORE UPDATE ON assessment_delivery FOR EACH ROW EXECUTE FUNCTION assessment_delivery_refuses_update()",
        "DROP FUNCTION IF EXISTS assessment_delivery_refuses_delete() CASCADE",
        "CREATE FUNCTION assessment_delivery_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_delivery refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_delivery_refuses_delete BEFORE DELETE ON assessment_delivery FOR EACH ROW EXECUTE FUNCTION assessment_delivery_refuses_delete()",
        "DROP FUNCTION IF EXISTS assessment_paper_refuses_update() CASCADE",
        "CREATE FUNCTION assessment_paper_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_paper refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_paper_refuses_update BEFORE UPDATE ON assessment_paper FOR EACH ROW EXECUTE FUNCTION assessment_paper_refuses_update()",
        "DROP FUNCTION IF EXISTS assessment_paper_refuses_delete() CASCADE",
        "CREATE FUNCTION assessment_paper_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'assessment_paper refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER assessment_paper_refuses_delete BEFORE DELETE ON assessment_paper FOR EACH ROW EXECUTE FUNCTION assessment_paper_refuses_delete()",
        "DROP FUNCTION IF EXISTS group_report_subject_refuses_update() CASCADE",
        "CREATE FUNCTION group_report_subject_refuses_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_report_subject refuses UPDATE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_report_subject_refuses_update BEFORE UPDATE ON group_report_subject FOR EACH ROW EXECUTE FUNCTION group_report_subject_refuses_update()",
        "DROP FUNCTION IF EXISTS group_report_subject_refuses_delete() CASCADE",
        "CREATE FUNCTION group_report_subject_refuses_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'group_report_subject refuses DELETE' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER group_report_subject_refuses_delete BEFORE DELETE ON group_report_subject FOR EACH ROW EXECUTE FUNCTION group_report_subject_refuses_delete()",
    ],
}


def upgrade() -> None:
    """Make everything."""
    make_tables()
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement.replace(":", r"\:")))


def downgrade() -> None:
    """Drop everything; triggers go with their tables."""
    drop_tables()
    drop_functions()


def drop_functions() -> None:
    """Drop what PostgreSQL's triggers called."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for statement in TRIGGERS["postgresql"]:
        if statement.startswith("DROP FUNCTION"):
            op.execute(sa.text(statement))


def make_tables() -> None:
    """Make all tables and indexes."""
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("reach", sa.String(length=12), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_last", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("theme", sa.String(length=8), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(role = 'CLIENT') = (phone_index IS NOT NULL)", name=op.f("ck_account_clients_have_phones")
        ),
        sa.CheckConstraint("(role = 'CLIENT') = (username IS NULL)", name=op.f("ck_account_one_way_in")),
        sa.CheckConstraint("language IN ('zh-Hans','en')", name=op.f("ck_account_language")),
        sa.CheckConstraint("reach IN ('FULL','OWN_CASE','READ_ONLY','NONE')", name=op.f("ck_account_reach")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("phone_index", name=op.f("uq_account_phone_index")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.String(length=20), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_audit_entry_seq_counts_from_one")),
        sa.PrimaryKeyConstraint("branch_id", "seq", name=op.f("pk_audit_entry")),
        info={"append_only": True},
    )
    op.create_index(op.f("ix_audit_entry_subject_id"), "audit_entry", ["subject_id"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "branch",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("is_headquarters", sa.Boolean(), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("address_zh", sa.String(length=200), nullable=False),
        sa.Column("address_en", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("code", name=op.f("uq_branch_code")),
    )
    op.create_index(
        "uq_branch_one_headquarters",
        "branch",
        ["is_headquarters"],
        unique=True,
        sqlite_where=sa.text("is_headquarters"),
        postgresql_where=sa.text("is_headquarters"),
    )
    op.create_table(
        "complaint_day_serial",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_complaint_day_serial")),
    )
    op.create_table(
        "complaint_lengths",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lengths", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=20), nullable=False),
        sa.CheckConstraint("version >= 2", name=op.f("ck_complaint_lengths_follows_the_first")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_complaint_lengths")),
        info={"append_only": True},
    )
    op.create_table(
        "diet_food_table",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.String(length=24), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 'FOODS'", name=op.f("ck_diet_food_table_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_food_table")),
    )
    op.create_table(
        "exam_package",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "level IN ('ECONOMY','STANDARD','COMPREHENSIVE','DELUXE')", name=op.f("ck_exam_package_level")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_package")),
    )
    op.create_table(
        "fee_schedule",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_fee_schedule")),
        info={"append_only": True},
    )
    op.create_table(
        "idempotent_answer",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("mimetype", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotent_answer")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_idempotent_answer_account_id_key")),
    )
    op.create_index(
        op.f("ix_idempotent_answer_created_at"), "idempotent_answer", ["created_at"], unique=False
    )
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("unique_key", sa.String(length=160), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.String(length=40), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(status = 'LEASED') = (leased_by <> '')", name=op.f("ck_job_leased_by_somebody")),
        sa.CheckConstraint("status IN ('READY', 'LEASED', 'DONE', 'DEAD')", name=op.f("ck_job_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_job_unique_key")),
    )
    op.create_index(
        "ix_job_done",
        "job",
        ["ended_at"],
        unique=False,
        sqlite_where=sa.text("status = 'DONE'"),
        postgresql_where=sa.text("status = 'DONE'"),
    )
    op.create_index(
        "ix_job_open",
        "job",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('READY', 'LEASED')"),
        postgresql_where=sa.text("status IN ('READY', 'LEASED')"),
    )
    op.create_table(
        "job_schedule",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_schedule")),
    )
    op.create_table(
        "kept_form",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
    )
    op.create_index(op.f("ix_kept_form_kept_at"), "kept_form", ["kept_at"], unique=False)
    op.create_table(
        "limit_window",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("seconds", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 1", name=op.f("ck_limit_window_taken_at_least_once")),
        sa.PrimaryKeyConstraint("name", "holder", "seconds", name=op.f("pk_limit_window")),
    )
    op.create_index(op.f("ix_limit_window_opened_at"), "limit_window", ["opened_at"], unique=False)
    op.create_table(
        "phone_code",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries >= 0 AND tries <= 5", name=op.f("ck_phone_code_tries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_code")),
    )
    op.create_index(op.f("ix_phone_code_ends_at"), "phone_code", ["ends_at"], unique=False)
    op.create_index("ix_phone_code_phone_index", "phone_code", ["phone_index", "created_at"], unique=False)
    op.create_table(
        "plan_version",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("matrix", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_plan_version")),
        info={"append_only": True},
    )
    op.create_table(
        "questionnaire_definition",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status = 'DRAFT' OR published_at IS NOT NULL",
            name=op.f("ck_questionnaire_definition_published_has_a_day"),
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT','PUBLISHED','RETIRED')", name=op.f("ck_questionnaire_definition_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_definition")),
        sa.UniqueConstraint("code", "version", name="uq_questionnaire_definition_code_version"),
    )
    op.create_index(
        "uq_questionnaire_definition_one_published",
        "questionnaire_definition",
        ["code"],
        unique=True,
        sqlite_where=sa.text("status = 'PUBLISHED'"),
        postgresql_where=sa.text("status = 'PUBLISHED'"),
    )
    op.create_table(
        "work_calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name_zh", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("stands_for", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "stands_for IS NULL OR (works AND stands_for BETWEEN 1 AND 7)",
            name=op.f("ck_work_calendar_day_only_work_stands_for"),
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_work_calendar_day")),
    )
    op.create_table(
        "auth_session",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_auth_session_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_session")),
    )
    op.create_index("ix_auth_session_account_id", "auth_session", ["account_id", "ended_at"], unique=False)
    op.create_index(op.f("ix_auth_session_ends_at"), "auth_session", ["ends_at"], unique=False)
    op.create_table(
        "client",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=True),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("pinyin", sa.String(length=120), nullable=False),
        sa.Column("initials", sa.String(length=20), nullable=False),
        sa.Column("sex", sa.String(length=6), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("occupation", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_index", sa.String(length=64), nullable=False),
        sa.Column("phone_tail", sa.String(length=4), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column("id_index", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("allergies", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "occupation IN ('','leaders_of_state_organs_enterprises_institutions','professional_technical','clerical','commerce_service','agriculture_etc','production_transport','military','other','none')",
            name=op.f("ck_client_occupation"),
        ),
        sa.CheckConstraint("sex IN ('MALE','FEMALE')", name=op.f("ck_client_sex")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_client_account_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_client_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("account_id", name=op.f("uq_client_account_id")),
    )
    op.create_index("ix_client_branch_birth", "client", ["branch_id", "birth_date", "id"], unique=False)
    op.create_index("ix_client_branch_initials", "client", ["branch_id", "initials", "id"], unique=False)
    op.create_index("ix_client_branch_name", "client", ["branch_id", "name_zh", "id"], unique=False)
    op.create_index("ix_client_branch_pinyin", "client", ["branch_id", "pinyin", "id"], unique=False)
    op.create_index("ix_client_branch_tail", "client", ["branch_id", "phone_tail", "id"], unique=False)
    op.create_index("ix_client_id_index", "client", ["id_index"], unique=False)
    op.create_index(op.f("ix_client_phone_index"), "client", ["phone_index"], unique=False)
    op.create_table(
        "client_group",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_client_group_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_group")),
    )
    op.create_index("ix_client_group_branch", "client_group", ["branch_id", "name_zh", "id"], unique=False)
    op.create_table(
        "complaint_counted_quarter",
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_complaint_counted_quarter_branch_id")
        ),
        sa.PrimaryKeyConstraint("branch_id", "quarter", name=op.f("pk_complaint_counted_quarter")),
    )
    op.create_table(
        "diet_food",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("food_group", sa.String(length=30), nullable=False),
        sa.Column("exchange_group", sa.String(length=30), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f("ck_diet_food_revision_counts_from_one")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_food_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_food")),
        sa.UniqueConstraint("code", name="uq_diet_food_code"),
    )
    op.create_index("ix_diet_food_exchange", "diet_food", ["exchange_group"], unique=False)
    op.create_index("ix_diet_food_list", "diet_food", ["branch_id", "name_zh", "id"], unique=False)
    op.create_table(
        "diet_food_file",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=True),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status = 'SHOWN' OR content IS NULL", name=op.f("ck_diet_food_file_ended_is_empty")
        ),
        sa.CheckConstraint(
            "status IN ('READING', 'SHOWN', 'APPLYING', 'DONE', 'DROPPED')",
            name=op.f("ck_diet_food_file_status_known"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_diet_food_file_account_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_food_file_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_food_file")),
    )
    op.create_index("ix_diet_food_file_list", "diet_food_file", ["made_at", "id"], unique=False)
    op.create_table(
        "institution",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("grade", sa.String(length=12), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("address_zh", sa.String(length=200), nullable=False),
        sa.Column("address_en", sa.String(length=300), nullable=False),
        sa.Column("transit_zh", sa.String(length=200), nullable=False),
        sa.Column("transit_en", sa.String(length=300), nullable=False),
        sa.Column("hours_zh", sa.String(length=120), nullable=False),
        sa.Column("hours_en", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("map_url", sa.String(length=300), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.CheckConstraint("grade IN ('REGULAR','HIGH_END')", name=op.f("ck_institution_grade")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_institution_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
    )
    op.create_index(op.f("ix_institution_branch_id"), "institution", ["branch_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words_zh", sa.String(length=400), nullable=False),
        sa.Column("words_en", sa.String(length=600), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_account_id", "notice", ["account_id", "id"], unique=False)
    op.create_table(
        "access_entry",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_access_entry_account_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_access_entry_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_access_entry_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
        info={"append_only": True},
    )
    op.create_index("ix_access_entry_client_id", "access_entry", ["client_id", "id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("change_hours", sa.Integer(), nullable=False),
        sa.Column("change_working_days", sa.Integer(), nullable=True),
        sa.Column("report_days", sa.Integer(), nullable=False),
        sa.Column("report_in_working_days", sa.Boolean(), nullable=False),
        sa.CheckConstraint("change_hours >= 0", name=op.f("ck_agreement_change_hours")),
        sa.CheckConstraint(
            "change_working_days BETWEEN 0 AND 30", name=op.f("ck_agreement_change_working_days")
        ),
        sa.CheckConstraint("report_days > 0", name=op.f("ck_agreement_report_days")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_agreement_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_agreement_branch_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_agreement_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(
        "ix_agreement_institution_id", "agreement", ["institution_id", "valid_from"], unique=False
    )
    op.create_table(
        "assessment_opt_out",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("year BETWEEN 2000 AND 2199", name=op.f("ck_assessment_opt_out_year_possible")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_assessment_opt_out_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_assessment_opt_out_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_opt_out")),
    )
    op.create_index(
        "uq_assessment_opt_out_standing",
        "assessment_opt_out",
        ["client_id", "year"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "complaint_draft",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_draft_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_complaint_draft_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_draft")),
        sa.UniqueConstraint("client_id", name="uq_complaint_draft_one_per_client"),
    )
    op.create_index(op.f("ix_complaint_draft_saved_at"), "complaint_draft", ["saved_at"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=20), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('QUESTIONNAIRE','EXAM_REPORTS','CLAIMS_TAKEOVER','SHARE_WITH_DOCTOR','SHARE_WITH_NUTRITIONIST','SMS_REMINDERS')",
            name=op.f("ck_consent_purpose_known"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_consent_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_consent_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(
        "uq_consent_live",
        "consent",
        ["client_id", "purpose"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "diet_food_key",
        sa.Column("food_id", sa.String(length=20), nullable=False),
        sa.Column(
            "key",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("branch_id", sa.String(length=20), nullable=True),
        sa.Column("whole", sa.SmallInteger(), nullable=False),
        sa.Column("begun", sa.SmallInteger(), nullable=False),
        sa.Column("size", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_food_key_branch_id")),
        sa.ForeignKeyConstraint(["food_id"], ["diet_food.id"], name=op.f("fk_diet_food_key_food_id")),
        sa.PrimaryKeyConstraint("food_id", "key", name=op.f("pk_diet_food_key")),
    )
    op.create_index(
        "ix_diet_food_key_way",
        "diet_food_key",
        ["key", "branch_id", "food_id", "whole", "begun", "size"],
        unique=False,
    )
    op.create_table(
        "diet_food_revision",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=True),
        sa.Column("food_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(length=12), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=20), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "change IN ('ADDED', 'EDITED', 'IMPORTED', 'RETIRED', 'BROUGHT_BACK')",
            name=op.f("ck_diet_food_revision_change_known"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_food_revision_branch_id")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["account.id"], name=op.f("fk_diet_food_revision_changed_by")
        ),
        sa.ForeignKeyConstraint(["food_id"], ["diet_food.id"], name=op.f("fk_diet_food_revision_food_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_food_revision")),
        sa.UniqueConstraint("food_id", "revision", name="uq_diet_food_revision_number"),
        info={"append_only": True},
    )
    op.create_table(
        "diet_task",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('ALLERGY', 'QUESTION', 'WAITING', 'ENDING', 'RESULTS', 'LITTLE_EATEN', 'NOT_LOGGED', 'UNREAD')",
            name=op.f("ck_diet_task_kind_known"),
        ),
        sa.CheckConstraint("share BETWEEN 0 AND 100", name=op.f("ck_diet_task_share_in_per_cent")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_task_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_diet_task_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_task")),
        sa.UniqueConstraint("client_id", "kind", name="uq_diet_task_kind"),
    )
    op.create_index("ix_diet_task_branch_id", "diet_task", ["branch_id", "due_on", "id"], unique=False)
    op.create_index(
        "ix_diet_task_branch_kind", "diet_task", ["branch_id", "kind", "due_on", "id"], unique=False
    )
    op.create_table(
        "enrolment",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("plan", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("matrix_version", sa.Integer(), nullable=False),
        sa.Column("package_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("exam_items", sa.Text(), nullable=False),
        sa.Column("newsletters_come", sa.String(length=10), nullable=False),
        sa.Column("year_number", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ended_on IS NULL OR status = 'ENDED'", name=op.f("ck_enrolment_ended_early")),
        sa.CheckConstraint(
            "newsletters_come IN ('ELECTRONIC','PRINT')", name=op.f("ck_enrolment_newsletters_come")
        ),
        sa.CheckConstraint("status IN ('COMING','ACTIVE','ENDED')", name=op.f("ck_enrolment_status")),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_enrolment_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_enrolment_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_enrolment_client_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_enrolment_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["matrix_version"], ["plan_version.version"], name=op.f("fk_enrolment_matrix_version")
        ),
        sa.ForeignKeyConstraint(["package_id"], ["exam_package.id"], name=op.f("fk_enrolment_package_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index("ix_enrolment_branch_id", "enrolment", ["branch_id", "ends"], unique=False)
    op.create_index("ix_enrolment_client_id", "enrolment", ["client_id", "starts"], unique=False)
    op.create_index(
        "uq_enrolment_one_active",
        "enrolment",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("status = 'ACTIVE'"),
        postgresql_where=sa.text("status = 'ACTIVE'"),
    )
    op.create_index(
        "uq_enrolment_one_coming",
        "enrolment",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("status = 'COMING'"),
        postgresql_where=sa.text("status = 'COMING'"),
    )
    op.create_table(
        "exam_closure",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_closure_branch_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_closure_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_closure")),
        sa.UniqueConstraint(
            "branch_id", "institution_id", "day", name=op.f("uq_exam_closure_branch_id_institution_id_day")
        ),
    )
    op.create_table(
        "exam_institution_range",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("sex", sa.String(length=6), nullable=False),
        sa.Column("low", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("high", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.CheckConstraint("sex IN ('', 'male', 'female')", name=op.f("ck_exam_institution_range_sex_known")),
        sa.CheckConstraint(
            "low IS NOT NULL OR high IS NOT NULL", name=op.f("ck_exam_institution_range_has_an_end")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_exam_institution_range_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_institution_range_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_institution_range")),
        sa.UniqueConstraint(
            "institution_id", "code", "sex", name=op.f("uq_exam_institution_range_institution_id_code_sex")
        ),
    )
    op.create_table(
        "exam_session",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exam_class", sa.String(length=10), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("self_service", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "exam_class IN ('ANY', 'REGULAR', 'HIGH_END')", name=op.f("ck_exam_session_exam_class_known")
        ),
        sa.CheckConstraint("NOT closed OR booked = 0", name=op.f("ck_exam_session_closed_is_empty")),
        sa.CheckConstraint(
            "booked >= 0 AND booked <= capacity", name=op.f("ck_exam_session_never_overbooked")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_exam_session_ends_after_start")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_session_branch_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_session_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_session")),
        sa.UniqueConstraint(
            "branch_id",
            "institution_id",
            "starts_at",
            "exam_class",
            name=op.f("uq_exam_session_branch_id_institution_id_starts_at_exam_class"),
        ),
    )
    op.create_index(
        "ix_exam_session_free_days", "exam_session", ["institution_id", "branch_id", "day"], unique=False
    )
    op.create_table(
        "exam_weekly_template",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("exam_class", sa.String(length=10), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("self_service", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "exam_class IN ('ANY', 'REGULAR', 'HIGH_END')",
            name=op.f("ck_exam_weekly_template_exam_class_known"),
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_exam_weekly_template_capacity_positive")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_exam_weekly_template_ends_after_start")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from",
            name=op.f("ck_exam_weekly_template_valid_forwards"),
        ),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_exam_weekly_template_weekday_is_iso")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_weekly_template_branch_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_weekly_template_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_weekly_template")),
        sa.UniqueConstraint(
            "branch_id",
            "institution_id",
            "weekday",
            "starts",
            "exam_class",
            "valid_from",
            name=op.f(
                "uq_exam_weekly_template_branch_id_institution_id_weekday_starts_exam_class_valid_from"
            ),
        ),
    )
    op.create_index(
        op.f("ix_exam_weekly_template_institution_id"),
        "exam_weekly_template",
        ["institution_id"],
        unique=False,
    )
    op.create_table(
        "group_contact",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_group_contact_account_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_contact_branch_id")),
        sa.ForeignKeyConstraint(["group_id"], ["client_group.id"], name=op.f("fk_group_contact_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_contact")),
        sa.UniqueConstraint("account_id", name="uq_group_contact_account_id"),
    )
    op.create_index(
        "uq_group_contact_running",
        "group_contact",
        ["group_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "group_contract",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "plan IN ('MAINTENANCE','CHRONIC','FULL_COURSE')", name=op.f("ck_group_contract_plan_known")
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_group_contract_ends_after_it_starts")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_group_contract_number")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_group_contract_version_counts_up")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_contract_branch_id")),
        sa.ForeignKeyConstraint(["group_id"], ["client_group.id"], name=op.f("fk_group_contract_group_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_group_contract_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_contract")),
        sa.UniqueConstraint("group_id", "number", name="uq_group_contract_number"),
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("left_on >= joined_on", name=op.f("ck_group_member_left_after_joining")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_member_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_group_member_client_id")),
        sa.ForeignKeyConstraint(["group_id"], ["client_group.id"], name=op.f("fk_group_member_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    op.create_index("ix_group_member_roster", "group_member", ["group_id", "joined_on", "id"], unique=False)
    op.create_index(
        "uq_group_member_running",
        "group_member",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.create_table(
        "measurement",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("value", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("reading_id", sa.String(length=20), nullable=True),
        sa.Column("replaces", sa.String(length=20), nullable=True),
        sa.Column("written_value", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("written_unit", sa.String(length=20), nullable=False),
        sa.Column("entered_by", sa.String(length=20), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(reading_id IS NULL) = (source = 'EXAM')", name=op.f("ck_measurement_reading_is_not_exam")
        ),
        sa.CheckConstraint("source IN ('EXAM', 'HOME', 'BRANCH')", name=op.f("ck_measurement_source_known")),
        sa.CheckConstraint("replaces <> reading_id", name=op.f("ck_measurement_replaces_another")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_measurement_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_measurement_client_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_measurement_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint("reading_id", "code", name=op.f("uq_measurement_reading_id_code")),
        sa.UniqueConstraint("replaces", "code", name=op.f("uq_measurement_replaces_code")),
        info={"append_only": True},
    )
    op.create_index(
        "ix_measurement_client_id", "measurement", ["client_id", "code", "taken_at"], unique=False
    )
    op.create_table(
        "questionnaire_response",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("draft_id", sa.String(length=20), nullable=False),
        sa.Column("definition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("response_hash", sa.String(length=64), nullable=False),
        sa.Column("certified_name", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(length=8), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("actor_id", sa.String(length=20), nullable=False),
        sa.Column("amends_id", sa.String(length=20), nullable=True),
        sa.Column("amend_reason", sa.Text(), nullable=True),
        sa.Column("written_by", sa.String(length=24), nullable=True),
        sa.Column("hands", sa.String(length=210), nullable=False),
        sa.Column("phone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phone_clock", sa.String(length=8), nullable=True),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "phone_clock IN ('RIGHT','AHEAD','BEHIND')", name=op.f("ck_questionnaire_response_phone_clock")
        ),
        sa.CheckConstraint(
            "signer IN ('OWN','PROXY','STAFF')", name=op.f("ck_questionnaire_response_signer")
        ),
        sa.CheckConstraint("source IN ('PHONE','PAPER')", name=op.f("ck_questionnaire_response_source")),
        sa.CheckConstraint(
            "(amends_id IS NULL) = (amend_reason IS NULL)",
            name=op.f("ck_questionnaire_response_amended_with_a_reason"),
        ),
        sa.CheckConstraint(
            "(phone_at IS NULL) = (phone_clock IS NULL)",
            name=op.f("ck_questionnaire_response_phones_moment_is_judged"),
        ),
        sa.CheckConstraint("amends_id <> id", name=op.f("ck_questionnaire_response_amends_another")),
        sa.CheckConstraint(
            "filled_at <= submitted_at", name=op.f("ck_questionnaire_response_filled_before_sent")
        ),
        sa.ForeignKeyConstraint(
            ["amends_id"], ["questionnaire_response.id"], name=op.f("fk_questionnaire_response_amends_id")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_response_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_questionnaire_response_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["questionnaire_definition.id"],
            name=op.f("fk_questionnaire_response_definition_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_response")),
        sa.UniqueConstraint("amends_id", name="uq_questionnaire_response_amends_id"),
        sa.UniqueConstraint("client_id", "code", "written_by", name="uq_questionnaire_response_written_by"),
        sa.UniqueConstraint("draft_id", name="uq_questionnaire_response_draft_id"),
        sa.UniqueConstraint("number", name="uq_questionnaire_response_number"),
        info={"append_only": True},
    )
    op.create_index(
        "ix_questionnaire_response_client_id",
        "questionnaire_response",
        ["client_id", "code", "filled_at", "submitted_at"],
        unique=False,
    )
    op.create_index(
        "ix_questionnaire_response_definition_id", "questionnaire_response", ["definition_id"], unique=False
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=True),
        sa.Column("manager_id", sa.String(length=20), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("hired_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff_account_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_staff_branch_id")),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_staff_institution_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["staff.id"], name=op.f("fk_staff_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("account_id", name=op.f("uq_staff_account_id")),
    )
    op.create_index("ix_staff_branch_id_role", "staff", ["branch_id", "role"], unique=False)
    op.create_table(
        "stored_file",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("content_type", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kept_by", sa.String(length=20), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "content_type IN ('application/pdf', 'image/jpeg', 'image/png')",
            name=op.f("ck_stored_file_type_known"),
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size_positive")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_stored_file_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_stored_file_client_id")),
        sa.ForeignKeyConstraint(["kept_by"], ["account.id"], name=op.f("fk_stored_file_kept_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    op.create_index("ix_stored_file_client_id", "stored_file", ["client_id", "kind", "id"], unique=False)
    op.create_table(
        "timeline_entry",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title_zh", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_timeline_entry_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_timeline_entry_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline_entry")),
    )
    op.create_index("ix_timeline_entry_client_id", "timeline_entry", ["client_id", "at", "id"], unique=False)
    op.create_table(
        "assessment_invitation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("response_id", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("health_level", sa.Integer(), nullable=False),
        sa.Column("rule_version", sa.String(length=20), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "decided_by IS NULL OR decision <> 'UNDECIDED'",
            name=op.f("ck_assessment_invitation_decided_by_a_person"),
        ),
        sa.CheckConstraint(
            "decision IN ('INVITED','NOT_NEEDED','UNDECIDED')",
            name=op.f("ck_assessment_invitation_decision_known"),
        ),
        sa.CheckConstraint(
            "health_level BETWEEN 1 AND 3", name=op.f("ck_assessment_invitation_health_level")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_assessment_invitation_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_assessment_invitation_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_assessment_invitation_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["questionnaire_response.id"], name=op.f("fk_assessment_invitation_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_invitation")),
        sa.UniqueConstraint("response_id", name="uq_assessment_invitation_response_id"),
    )
    op.create_index(
        "ix_assessment_invitation_work",
        "assessment_invitation",
        ["branch_id", "decision", "screened_at", "id"],
        unique=False,
    )
    op.create_table(
        "care_team_member",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("capacity", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("substitute_id", sa.String(length=20), nullable=True),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "substitute_id IS NULL OR substitute_id <> staff_id",
            name=op.f("ck_care_team_member_substitute_is_another"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_care_team_member_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_care_team_member_client_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_care_team_member_staff_id")),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["staff.id"], name=op.f("fk_care_team_member_substitute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team_member")),
    )
    op.create_index(
        "ix_care_team_member_staff_id", "care_team_member", ["staff_id", "until_at"], unique=False
    )
    op.create_index(
        "ix_care_team_member_substitute_id", "care_team_member", ["substitute_id", "until_at"], unique=False
    )
    op.create_index(
        "uq_care_team_member_live",
        "care_team_member",
        ["client_id", "capacity"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_table(
        "complaint_case",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=True),
        sa.Column("tracking", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("entered_by", sa.String(length=20), nullable=True),
        sa.Column("caller", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_before_waiting", sa.String(length=16), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("handler_id", sa.String(length=20), nullable=True),
        sa.Column("reviewer_id", sa.String(length=20), nullable=True),
        sa.Column("concluded_by", sa.String(length=20), nullable=True),
        sa.Column("escalated", sa.Integer(), nullable=False),
        sa.Column("decline_reason", sa.String(length=20), nullable=True),
        sa.Column("decline_words", sa.Text(), nullable=True),
        sa.Column("decline_proposed_by", sa.String(length=20), nullable=True),
        sa.Column("decline_signed_by", sa.String(length=20), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("ex_officio", sa.Boolean(), nullable=False),
        sa.Column("extended_days", sa.Integer(), nullable=True),
        sa.Column("lengths", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("waits_until", sa.Date(), nullable=True),
        sa.Column("window_until", sa.Date(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(channel = 'APP') = (entered_by IS NULL)", name=op.f("ck_complaint_case_spoken_to_somebody")
        ),
        sa.CheckConstraint(
            "(state = 'WAITING_CLIENT') = (state_before_waiting IS NOT NULL)",
            name=op.f("ck_complaint_case_waits_from_a_state"),
        ),
        sa.CheckConstraint(
            "category IN ('FOLLOW_UP','BOOKING','EXAM','DOCTOR','DIET','MANNER','PRIVACY','FEES','OTHER')",
            name=op.f("ck_complaint_case_category"),
        ),
        sa.CheckConstraint("channel IN ('APP','PHONE','VISIT')", name=op.f("ck_complaint_case_channel")),
        sa.CheckConstraint(
            "decline_reason IN ('NOT_OURS','ALREADY_DECIDED','NO_FACTS')",
            name=op.f("ck_complaint_case_decline_reason"),
        ),
        sa.CheckConstraint("kind IN ('COMPLAINT','SUGGESTION')", name=op.f("ck_complaint_case_kind")),
        sa.CheckConstraint("language IN ('zh-Hans','en')", name=op.f("ck_complaint_case_language")),
        sa.CheckConstraint(
            "state IN ('SUBMITTED','ACCEPTED','INVESTIGATING','WAITING_CLIENT','REVIEW','DECIDED','CLOSED','DECLINED','WITHDRAWN','APPEALED','APPEAL_DECIDED')",
            name=op.f("ck_complaint_case_state"),
        ),
        sa.CheckConstraint(
            "state_before_waiting IN ('SUBMITTED','ACCEPTED','INVESTIGATING')",
            name=op.f("ck_complaint_case_state_before_waiting"),
        ),
        sa.CheckConstraint(
            "(client_id IS NULL) = (tracking IS NOT NULL)",
            name=op.f("ck_complaint_case_told_by_a_client_or_anonymous"),
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR corrected_at IS NULL",
            name=op.f("ck_complaint_case_confirmed_or_corrected"),
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR entered_by IS NOT NULL",
            name=op.f("ck_complaint_case_confirmed_what_was_entered"),
        ),
        sa.CheckConstraint(
            "corrected_at IS NULL OR entered_by IS NOT NULL",
            name=op.f("ck_complaint_case_corrected_what_was_entered"),
        ),
        sa.CheckConstraint(
            "decline_signed_by IS NULL OR decline_signed_by <> decline_proposed_by",
            name=op.f("ck_complaint_case_two_sign_a_decline"),
        ),
        sa.CheckConstraint(
            "entered_by IS NULL OR client_id IS NOT NULL", name=op.f("ck_complaint_case_entered_for_a_client")
        ),
        sa.CheckConstraint(
            "extended_days IS NULL OR extended_days BETWEEN 1 AND 10",
            name=op.f("ck_complaint_case_extended_days"),
        ),
        sa.CheckConstraint(
            "reviewer_id IS NULL OR concluded_by IS NULL OR reviewer_id <> concluded_by",
            name=op.f("ck_complaint_case_two_sign_a_result"),
        ),
        sa.CheckConstraint(
            "reviewer_id IS NULL OR reviewer_id <> handler_id",
            name=op.f("ck_complaint_case_reviewer_is_another"),
        ),
        sa.CheckConstraint(
            "satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5",
            name=op.f("ck_complaint_case_satisfaction"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_complaint_case_version_counts_from_one")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_case_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_complaint_case_client_id")),
        sa.ForeignKeyConstraint(["concluded_by"], ["staff.id"], name=op.f("fk_complaint_case_concluded_by")),
        sa.ForeignKeyConstraint(
            ["decline_proposed_by"], ["staff.id"], name=op.f("fk_complaint_case_decline_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["decline_signed_by"], ["staff.id"], name=op.f("fk_complaint_case_decline_signed_by")
        ),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_complaint_case_entered_by")),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name=op.f("fk_complaint_case_handler_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.id"], name=op.f("fk_complaint_case_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_case")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_case_number")),
        sa.UniqueConstraint("tracking", name=op.f("uq_complaint_case_tracking")),
    )
    op.create_index("ix_complaint_case_branch_id", "complaint_case", ["branch_id", "id"], unique=False)
    op.create_index("ix_complaint_case_client_id", "complaint_case", ["client_id", "id"], unique=False)
    op.create_index(
        "ix_complaint_case_handler_id", "complaint_case", ["handler_id", "state", "due_on"], unique=False
    )
    op.create_index(
        "ix_complaint_case_queue", "complaint_case", ["branch_id", "state", "due_on", "id"], unique=False
    )
    op.create_index("ix_complaint_case_state", "complaint_case", ["state", "escalated"], unique=False)
    op.create_table(
        "critical_alert",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_by", sa.String(length=20), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(handled_by IS NULL) = (handled_at IS NULL)", name=op.f("ck_critical_alert_handled_when")
        ),
        sa.CheckConstraint(
            "(handled_by IS NULL) = (note IS NULL)", name=op.f("ck_critical_alert_handled_how")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_critical_alert_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_critical_alert_client_id")),
        sa.ForeignKeyConstraint(["handled_by"], ["staff.id"], name=op.f("fk_critical_alert_handled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_critical_alert")),
        sa.UniqueConstraint("origin", "code", name="uq_critical_alert_origin"),
    )
    op.create_index(
        "ix_critical_alert_branch", "critical_alert", ["branch_id", "handled_at", "id"], unique=False
    )
    op.create_index("ix_critical_alert_client", "critical_alert", ["client_id", "handled_at"], unique=False)
    op.create_table(
        "diet_food_use",
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_food_use_branch_id")),
        sa.ForeignKeyConstraint(["code"], ["diet_food.code"], name=op.f("fk_diet_food_use_code")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_diet_food_use_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "code", name=op.f("pk_diet_food_use")),
    )
    op.create_index("ix_diet_food_use_latest", "diet_food_use", ["staff_id", "used_at"], unique=False)
    op.create_table(
        "diet_hand_over",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("from_staff_id", sa.String(length=20), nullable=True),
        sa.Column("to_staff_id", sa.String(length=20), nullable=False),
        sa.Column("clients", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_by", sa.String(length=20), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("clients > 0", name=op.f("ck_diet_hand_over_clients_moved")),
        sa.CheckConstraint("from_staff_id <> to_staff_id", name=op.f("ck_diet_hand_over_to_another")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_hand_over_branch_id")),
        sa.ForeignKeyConstraint(
            ["from_staff_id"], ["staff.id"], name=op.f("fk_diet_hand_over_from_staff_id")
        ),
        sa.ForeignKeyConstraint(["moved_by"], ["account.id"], name=op.f("fk_diet_hand_over_moved_by")),
        sa.ForeignKeyConstraint(["to_staff_id"], ["staff.id"], name=op.f("fk_diet_hand_over_to_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_hand_over")),
        info={"append_only": True},
    )
    op.create_index("ix_diet_hand_over_branch_id", "diet_hand_over", ["branch_id", "id"], unique=False)
    op.create_table(
        "diet_plan_version",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft_revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("food_table", sa.String(length=40), nullable=False),
        sa.Column("exchange_table", sa.String(length=40), nullable=False),
        sa.Column("published_by", sa.String(length=20), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=20), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (status IN ('SCHEDULED', 'EFFECTIVE'))",
            name=op.f("ck_diet_plan_version_ended_has_a_moment"),
        ),
        sa.CheckConstraint(
            "(status = 'WITHDRAWN') = (withdrawn_by IS NOT NULL AND withdrawal_reason IS NOT NULL)",
            name=op.f("ck_diet_plan_version_withdrawn_has_a_reason"),
        ),
        sa.CheckConstraint(
            "status IN ('SCHEDULED', 'EFFECTIVE', 'SUPERSEDED', 'WITHDRAWN')",
            name=op.f("ck_diet_plan_version_status_known"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_diet_plan_version_number_counts_from_one")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_plan_version_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_diet_plan_version_client_id")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["staff.id"], name=op.f("fk_diet_plan_version_published_by")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["staff.id"], name=op.f("fk_diet_plan_version_withdrawn_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_plan_version")),
        sa.UniqueConstraint("client_id", "number", name="uq_diet_plan_version_number"),
        info={"append_only": True},
    )
    op.create_index(
        "uq_diet_plan_version_one_effective",
        "diet_plan_version",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("status = 'EFFECTIVE'"),
        postgresql_where=sa.text("status = 'EFFECTIVE'"),
    )
    op.create_index(
        "uq_diet_plan_version_one_scheduled",
        "diet_plan_version",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("status = 'SCHEDULED'"),
        postgresql_where=sa.text("status = 'SCHEDULED'"),
    )
    op.create_table(
        "diet_template",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=True),
        sa.Column("staff_id", sa.String(length=20), nullable=True),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("kept_revision", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name_zh <> '' OR name_en <> ''", name=op.f("ck_diet_template_named")),
        sa.CheckConstraint(
            "(kept_at IS NULL) = (kept_revision = 0)", name=op.f("ck_diet_template_kept_at_a_revision")
        ),
        sa.CheckConstraint(
            "branch_id IS NOT NULL OR staff_id IS NULL", name=op.f("ck_diet_template_own_in_a_branch")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_template_branch_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_diet_template_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_template")),
    )
    op.create_index("ix_diet_template_shelf", "diet_template", ["branch_id", "staff_id", "id"], unique=False)
    op.create_table(
        "diet_week_paper",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_id", sa.String(length=20), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("language IN ('zh-Hans','en')", name=op.f("ck_diet_week_paper_language_known")),
        sa.CheckConstraint(
            "(file_id IS NULL) = (made_at IS NULL)", name=op.f("ck_diet_week_paper_made_when")
        ),
        sa.CheckConstraint("(file_id IS NULL) = (pages IS NULL)", name=op.f("ck_diet_week_paper_made_pages")),
        sa.CheckConstraint("pages > 0", name=op.f("ck_diet_week_paper_not_empty")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_diet_week_paper_asked_by")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_week_paper_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_diet_week_paper_client_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_diet_week_paper_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_week_paper")),
        sa.UniqueConstraint("file_id", name=op.f("uq_diet_week_paper_file_id")),
    )
    op.create_index("ix_diet_week_paper_client_id", "diet_week_paper", ["client_id", "ends_at"], unique=False)
    op.create_index("ix_diet_week_paper_ends_at", "diet_week_paper", ["ends_at"], unique=False)
    op.create_index(
        "uq_diet_week_paper_being_made",
        "diet_week_paper",
        ["client_id", "language"],
        unique=True,
        sqlite_where=sa.text("file_id IS NULL"),
        postgresql_where=sa.text("file_id IS NULL"),
    )
    op.create_table(
        "entitlement",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint("used >= 0 AND used <= granted", name=op.f("ck_entitlement_used_within_granted")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_entitlement_branch_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_entitlement_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entitlement")),
        sa.UniqueConstraint("enrolment_id", "item", name="uq_entitlement_item"),
    )
    op.create_table(
        "exam_booking",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=20), nullable=False),
        sa.Column("package_id", sa.String(length=20), nullable=False),
        sa.Column("exam_class", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by", sa.String(length=20), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(length=20), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted_session_id", sa.String(length=20), nullable=True),
        sa.Column("lost_session_id", sa.String(length=20), nullable=True),
        sa.Column("asked_words", sa.Text(), nullable=True),
        sa.Column("decided_words", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'CANCELLED') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_exam_booking_cancelled_has_moment"),
        ),
        sa.CheckConstraint(
            "(status IN ('OFFERED', 'REQUESTED')) = (held_until IS NOT NULL)",
            name=op.f("ck_exam_booking_held_until_when"),
        ),
        sa.CheckConstraint(
            "lost_session_id IS NULL OR status = 'OFFERED'",
            name=op.f("ck_exam_booking_lost_while_it_is_offered"),
        ),
        sa.CheckConstraint(
            "status <> 'CHECKED_IN' OR report_due IS NOT NULL",
            name=op.f("ck_exam_booking_report_is_due_after_check_in"),
        ),
        sa.CheckConstraint(
            "status IN ('REQUESTED', 'CONFIRMED', 'CHANGE_REQUESTED', 'OFFERED', 'MUST_REBOOK', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'REFUSED', 'EXPIRED', 'NO_SHOW')",
            name=op.f("ck_exam_booking_status_known"),
        ),
        sa.CheckConstraint(
            "requested_at IS NULL OR status NOT IN ('CHANGE_REQUESTED', 'CHECKED_IN', 'COMPLETED', 'CONFIRMED', 'NO_SHOW')",
            name=op.f("ck_exam_booking_confirmed_is_no_request"),
        ),
        sa.CheckConstraint(
            "status <> 'REQUESTED' OR requested_at IS NOT NULL",
            name=op.f("ck_exam_booking_request_has_moment"),
        ),
        sa.CheckConstraint(
            "wanted_session_id IS NULL OR status = 'CHANGE_REQUESTED'",
            name=op.f("ck_exam_booking_wanted_while_it_is_asked"),
        ),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_exam_booking_revision_counts_up")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_booking_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_booking_client_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_exam_booking_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_booking_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["lost_session_id"], ["exam_session.id"], name=op.f("fk_exam_booking_lost_session_id")
        ),
        sa.ForeignKeyConstraint(["package_id"], ["exam_package.id"], name=op.f("fk_exam_booking_package_id")),
        sa.ForeignKeyConstraint(["session_id"], ["exam_session.id"], name=op.f("fk_exam_booking_session_id")),
        sa.ForeignKeyConstraint(
            ["wanted_session_id"], ["exam_session.id"], name=op.f("fk_exam_booking_wanted_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_booking")),
        sa.UniqueConstraint("code", name=op.f("uq_exam_booking_code")),
    )
    op.create_index(op.f("ix_exam_booking_client_id"), "exam_booking", ["client_id"], unique=False)
    op.create_index(
        "ix_exam_booking_due", "exam_booking", ["branch_id", "status", "report_due"], unique=False
    )
    op.create_index(
        "ix_exam_booking_held",
        "exam_booking",
        ["held_until"],
        unique=False,
        sqlite_where=sa.text("held_until IS NOT NULL"),
        postgresql_where=sa.text("held_until IS NOT NULL"),
    )
    op.create_index("ix_exam_booking_session", "exam_booking", ["session_id", "status"], unique=False)
    op.create_index(
        "uq_exam_booking_one_live_per_enrolment",
        "exam_booking",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text(
            "status IN ('CHANGE_REQUESTED', 'CHECKED_IN', 'COMPLETED', 'CONFIRMED', 'MUST_REBOOK', 'OFFERED', 'REQUESTED')"
        ),
        postgresql_where=sa.text(
            "status IN ('CHANGE_REQUESTED', 'CHECKED_IN', 'COMPLETED', 'CONFIRMED', 'MUST_REBOOK', 'OFFERED', 'REQUESTED')"
        ),
    )
    op.create_table(
        "exam_column_title",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("choice", sa.String(length=60), nullable=False),
        sa.Column("confirmed_by", sa.String(length=20), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_column_title_branch_id")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["staff.id"], name=op.f("fk_exam_column_title_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_column_title_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_column_title")),
        sa.UniqueConstraint(
            "institution_id", "title", name=op.f("uq_exam_column_title_institution_id_title")
        ),
    )
    op.create_table(
        "exam_import",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('READING', 'SHOWN', 'APPLYING') OR content IS NULL",
            name=op.f("ck_exam_import_ended_is_empty"),
        ),
        sa.CheckConstraint(
            "status IN ('READING', 'SHOWN', 'APPLYING', 'DONE', 'DROPPED')",
            name=op.f("ck_exam_import_status_known"),
        ),
        sa.CheckConstraint("done >= 0 AND done <= people", name=op.f("ck_exam_import_done_of_people")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_import_branch_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_import_institution_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_exam_import_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_import")),
    )
    op.create_index(
        "ix_exam_import_list", "exam_import", ["institution_id", "branch_id", "made_at", "id"], unique=False
    )
    op.create_index("ix_exam_import_made", "exam_import", ["made_at"], unique=False)
    op.create_table(
        "exam_item_change",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by", sa.String(length=20), nullable=False),
        sa.CheckConstraint("act IN ('ADDED','LEFT_OUT')", name=op.f("ck_exam_item_change_act")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_item_change_branch_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_exam_item_change_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_item_change")),
        sa.UniqueConstraint("enrolment_id", "item", name="uq_exam_item_change_item"),
        info={"append_only": True},
    )
    op.create_table(
        "group_assignment",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days", sa.String(length=800), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('RUNNING','DONE','FAILED')", name=op.f("ck_group_assignment_status_known")
        ),
        sa.CheckConstraint("done >= 0 AND done <= people", name=op.f("ck_group_assignment_done_of_people")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_assignment_branch_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["group_contract.id"], name=op.f("fk_group_assignment_contract_id")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["client_group.id"], name=op.f("fk_group_assignment_group_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_group_assignment_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_assignment")),
    )
    op.create_index(
        "ix_group_assignment_list", "group_assignment", ["contract_id", "made_at", "id"], unique=False
    )
    op.create_index(
        "uq_group_assignment_running",
        "group_assignment",
        ["contract_id"],
        unique=True,
        sqlite_where=sa.text("status = 'RUNNING'"),
        postgresql_where=sa.text("status = 'RUNNING'"),
    )
    op.create_table(
        "group_contract_terms",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("lectures", sa.Integer(), nullable=False),
        sa.Column("newsletters", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.String(length=10), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("package_rule", sa.String(length=12), nullable=False),
        sa.Column("unanswered_package", sa.String(length=16), nullable=False),
        sa.Column("level_1_package", sa.String(length=16), nullable=False),
        sa.Column("level_2_package", sa.String(length=16), nullable=False),
        sa.Column("level_3_package", sa.String(length=16), nullable=False),
        sa.Column("added", sa.String(length=400), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.Column("change_reason", sa.String(length=300), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "(added = '' AND left_out = '') OR change_reason <> ''",
            name=op.f("ck_group_contract_terms_change_has_reason"),
        ),
        sa.CheckConstraint(
            "(delivery = 'PRINT') = (copies IS NOT NULL)",
            name=op.f("ck_group_contract_terms_copies_of_print"),
        ),
        sa.CheckConstraint(
            "delivery IN ('ELECTRONIC','PRINT')", name=op.f("ck_group_contract_terms_delivery_known")
        ),
        sa.CheckConstraint(
            "level_1_package IN ('ECONOMY','STANDARD','COMPREHENSIVE','DELUXE')",
            name=op.f("ck_group_contract_terms_level_1_package_known"),
        ),
        sa.CheckConstraint(
            "level_2_package IN ('ECONOMY','STANDARD','COMPREHENSIVE','DELUXE')",
            name=op.f("ck_group_contract_terms_level_2_package_known"),
        ),
        sa.CheckConstraint(
            "level_3_package IN ('ECONOMY','STANDARD','COMPREHENSIVE','DELUXE')",
            name=op.f("ck_group_contract_terms_level_3_package_known"),
        ),
        sa.CheckConstraint(
            "package_rule <> 'CHOSEN' OR (unanswered_package = level_1_package AND unanswered_package = level_2_package AND unanswered_package = level_3_package AND unanswered_package <> 'ECONOMY')",
            name=op.f("ck_group_contract_terms_chosen_for_everybody"),
        ),
        sa.CheckConstraint(
            "package_rule IN ('HEALTH_LEVEL','CHOSEN')",
            name=op.f("ck_group_contract_terms_package_rule_known"),
        ),
        sa.CheckConstraint(
            "unanswered_package IN ('ECONOMY','STANDARD','COMPREHENSIVE','DELUXE')",
            name=op.f("ck_group_contract_terms_unanswered_package_known"),
        ),
        sa.CheckConstraint("copies IS NULL OR copies >= 1", name=op.f("ck_group_contract_terms_copies")),
        sa.CheckConstraint("headcount >= 1", name=op.f("ck_group_contract_terms_headcount")),
        sa.CheckConstraint("lectures BETWEEN 1 AND 4", name=op.f("ck_group_contract_terms_lectures")),
        sa.CheckConstraint("newsletters BETWEEN 0 AND 12", name=op.f("ck_group_contract_terms_newsletters")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_contract_terms_branch_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["group_contract.id"], name=op.f("fk_group_contract_terms_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_contract_terms")),
        sa.UniqueConstraint("contract_id", "version", name="uq_group_contract_terms_version"),
        info={"append_only": True},
    )
    op.create_table(
        "group_enrolment",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.String(length=20), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_enrolment_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_group_enrolment_client_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["group_contract.id"], name=op.f("fk_group_enrolment_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_group_enrolment_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_enrolment")),
        sa.UniqueConstraint("contract_id", "client_id", name="uq_group_enrolment_client"),
        sa.UniqueConstraint("enrolment_id", name="uq_group_enrolment_enrolment"),
    )
    op.create_index(op.f("ix_group_enrolment_client_id"), "group_enrolment", ["client_id"], unique=False)
    op.create_table(
        "group_levels",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_group_levels_number")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_levels_branch_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["group_contract.id"], name=op.f("fk_group_levels_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_levels")),
        sa.UniqueConstraint("contract_id", "number", name="uq_group_levels_number"),
        info={"append_only": True},
    )
    op.create_table(
        "group_reminder",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(length=20), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'ASKED') = (sent_at IS NULL)", name=op.f("ck_group_reminder_sent_when")
        ),
        sa.CheckConstraint(
            "status IN ('ASKED','SENDING','SENT')", name=op.f("ck_group_reminder_status_known")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_reminder_branch_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["group_contract.id"], name=op.f("fk_group_reminder_contract_id")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["client_group.id"], name=op.f("fk_group_reminder_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_reminder")),
    )
    op.create_index("ix_group_reminder_list", "group_reminder", ["contract_id", "sent_at"], unique=False)
    op.create_index(
        "uq_group_reminder_unsent",
        "group_reminder",
        ["contract_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('ASKED', 'SENDING')"),
        postgresql_where=sa.text("status IN ('ASKED', 'SENDING')"),
    )
    op.create_table(
        "group_report",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("prepared_by", sa.String(length=20), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("comment_language", sa.String(length=8), nullable=False),
        sa.Column("reviewed_by", sa.String(length=20), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(length=20), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'RELEASED') = (released_at IS NOT NULL)", name=op.f("ck_group_report_released_when")
        ),
        sa.CheckConstraint(
            "status <> 'DRAFT' OR reviewed_by IS NULL", name=op.f("ck_group_report_draft_is_unreviewed")
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT','REVIEWED','RELEASED','SUPERSEDED')",
            name=op.f("ck_group_report_status_known"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('REVIEWED','RELEASED') OR reviewed_by IS NOT NULL",
            name=op.f("ck_group_report_reviewed_by_whom"),
        ),
        sa.CheckConstraint(
            "(released_by IS NULL) = (released_at IS NULL)", name=op.f("ck_group_report_released_by_whom")
        ),
        sa.CheckConstraint(
            "(reviewed_by IS NULL) = (reviewed_at IS NULL)", name=op.f("ck_group_report_reviewed_when")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_report_branch_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["group_contract.id"], name=op.f("fk_group_report_contract_id")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["client_group.id"], name=op.f("fk_group_report_group_id")),
        sa.ForeignKeyConstraint(["prepared_by"], ["staff.id"], name=op.f("fk_group_report_prepared_by")),
        sa.ForeignKeyConstraint(["released_by"], ["staff.id"], name=op.f("fk_group_report_released_by")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["staff.id"], name=op.f("fk_group_report_reviewed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_report")),
    )
    op.create_index("ix_group_report_group", "group_report", ["group_id", "status"], unique=False)
    op.create_index(
        "uq_group_report_open",
        "group_report",
        ["contract_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('DRAFT','REVIEWED')"),
        postgresql_where=sa.text("status IN ('DRAFT','REVIEWED')"),
    )
    op.create_index(
        "uq_group_report_released",
        "group_report",
        ["contract_id"],
        unique=True,
        sqlite_where=sa.text("status = 'RELEASED'"),
        postgresql_where=sa.text("status = 'RELEASED'"),
    )
    op.create_table(
        "group_roster_import",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('READING', 'SHOWN', 'APPLYING') OR content IS NULL",
            name=op.f("ck_group_roster_import_ended_is_empty"),
        ),
        sa.CheckConstraint(
            "status IN ('READING', 'SHOWN', 'APPLYING', 'DONE', 'DROPPED')",
            name=op.f("ck_group_roster_import_status_known"),
        ),
        sa.CheckConstraint(
            "done >= 0 AND done <= people", name=op.f("ck_group_roster_import_done_of_people")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_roster_import_branch_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["group_contract.id"], name=op.f("fk_group_roster_import_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["client_group.id"], name=op.f("fk_group_roster_import_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_roster_import")),
    )
    op.create_index(
        "ix_group_roster_import_list", "group_roster_import", ["contract_id", "made_at", "id"], unique=False
    )
    op.create_index("ix_group_roster_import_made", "group_roster_import", ["made_at"], unique=False)
    op.create_index(
        "uq_group_roster_import_open",
        "group_roster_import",
        ["contract_id", "digest"],
        unique=True,
        sqlite_where=sa.text("status IN ('READING', 'SHOWN', 'APPLYING')"),
        postgresql_where=sa.text("status IN ('READING', 'SHOWN', 'APPLYING')"),
    )
    op.create_table(
        "institution_wish",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "status <> 'REFUSED' OR answer IS NOT NULL",
            name=op.f("ck_institution_wish_refused_with_a_reason"),
        ),
        sa.CheckConstraint(
            "status IN ('ASKED','APPROVED','REFUSED','WITHDRAWN')", name=op.f("ck_institution_wish_status")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_institution_wish_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_institution_wish_client_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_institution_wish_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_institution_wish_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution_wish")),
    )
    op.create_index(
        "ix_institution_wish_waiting",
        "institution_wish",
        ["branch_id", "status", "asked_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_institution_wish_asked",
        "institution_wish",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("status = 'ASKED'"),
        postgresql_where=sa.text("status = 'ASKED'"),
    )
    op.create_table(
        "plan_application",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("plan", sa.String(length=16), nullable=False),
        sa.Column("package_id", sa.String(length=20), nullable=True),
        sa.Column("items_added", sa.Text(), nullable=False),
        sa.Column("items_left_out", sa.Text(), nullable=False),
        sa.Column("change_reason", sa.Text(), nullable=True),
        sa.Column("newsletters_come", sa.String(length=10), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=True),
        sa.Column("doctor_id", sa.String(length=20), nullable=True),
        sa.Column("agreed", sa.String(length=300), nullable=True),
        sa.Column("fee_version", sa.Integer(), nullable=True),
        sa.Column("yuan", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "(status = 'ACTIVATED') = (enrolment_id IS NOT NULL)",
            name=op.f("ck_plan_application_activated_gives_a_year"),
        ),
        sa.CheckConstraint(
            "newsletters_come IN ('ELECTRONIC','PRINT')", name=op.f("ck_plan_application_newsletters_come")
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT','SUBMITTED','SENT_BACK','WITHDRAWN','ACTIVATED')",
            name=op.f("ck_plan_application_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('SUBMITTED','ACTIVATED') OR (package_id IS NOT NULL AND institution_id IS NOT NULL AND fee_version IS NOT NULL AND yuan IS NOT NULL AND submitted_at IS NOT NULL)",
            name=op.f("ck_plan_application_submitted_whole"),
        ),
        sa.CheckConstraint("way IN ('NEW','RENEWAL','UPGRADE')", name=op.f("ck_plan_application_way")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_plan_application_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_plan_application_client_id")),
        sa.ForeignKeyConstraint(["doctor_id"], ["staff.id"], name=op.f("fk_plan_application_doctor_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_plan_application_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["fee_version"], ["fee_schedule.version"], name=op.f("fk_plan_application_fee_version")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_plan_application_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["package_id"], ["exam_package.id"], name=op.f("fk_plan_application_package_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_application")),
    )
    op.create_index(
        "ix_plan_application_waiting",
        "plan_application",
        ["branch_id", "status", "submitted_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_plan_application_live",
        "plan_application",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('DRAFT','SUBMITTED','SENT_BACK')"),
        postgresql_where=sa.text("status IN ('DRAFT','SUBMITTED','SENT_BACK')"),
    )
    op.create_table(
        "questionnaire_draft",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("definition_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("parked", sa.Text(), nullable=True),
        sa.Column("written_by", sa.String(length=24), nullable=False),
        sa.Column("amends_id", sa.String(length=20), nullable=True),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("entered_by", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(source = 'PAPER') = (entered_by <> '')", name=op.f("ck_questionnaire_draft_paper_has_a_hand")
        ),
        sa.CheckConstraint("source IN ('PHONE','PAPER')", name=op.f("ck_questionnaire_draft_source")),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_questionnaire_draft_revision")),
        sa.ForeignKeyConstraint(
            ["amends_id"], ["questionnaire_response.id"], name=op.f("fk_questionnaire_draft_amends_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_draft_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_questionnaire_draft_client_id")),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["questionnaire_definition.id"],
            name=op.f("fk_questionnaire_draft_definition_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_draft")),
        sa.UniqueConstraint("client_id", "code", name="uq_questionnaire_draft_client_id_code"),
    )
    op.create_index("ix_questionnaire_draft_saved_at", "questionnaire_draft", ["saved_at"], unique=False)
    op.create_table(
        "questionnaire_file",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("stored_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("sha1", sa.String(length=28), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source IN ('PHONE','PAPER')", name=op.f("ck_questionnaire_file_source")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_file_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_questionnaire_file_client_id")),
        sa.ForeignKeyConstraint(
            ["stored_id"], ["stored_file.id"], name=op.f("fk_questionnaire_file_stored_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_file")),
        sa.UniqueConstraint("stored_id", name="uq_questionnaire_file_stored_id"),
    )
    op.create_index(
        "ix_questionnaire_file_client_id", "questionnaire_file", ["client_id", "code"], unique=False
    )
    op.create_index("ix_questionnaire_file_kept_at", "questionnaire_file", ["kept_at"], unique=False)
    op.create_table(
        "questionnaire_query",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("response_id", sa.String(length=20), nullable=False),
        sa.Column("link_id", sa.String(length=255), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'CLOSED') = (closed_at IS NOT NULL)",
            name=op.f("ck_questionnaire_query_closed_has_a_moment"),
        ),
        sa.CheckConstraint(
            "status <> 'ANSWERED' OR answered_at IS NOT NULL",
            name=op.f("ck_questionnaire_query_answered_has_a_moment"),
        ),
        sa.CheckConstraint(
            "status IN ('OPEN','ANSWERED','CLOSED')", name=op.f("ck_questionnaire_query_status")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_query_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_questionnaire_query_client_id")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["questionnaire_response.id"], name=op.f("fk_questionnaire_query_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_query")),
    )
    op.create_index(
        "ix_questionnaire_query_branch_id",
        "questionnaire_query",
        ["branch_id", "status", "asked_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_questionnaire_query_client_id", "questionnaire_query", ["client_id", "status"], unique=False
    )
    op.create_index(
        "uq_questionnaire_query_one_live",
        "questionnaire_query",
        ["response_id", "link_id"],
        unique=True,
        sqlite_where=sa.text("status <> 'CLOSED'"),
        postgresql_where=sa.text("status <> 'CLOSED'"),
    )
    op.create_table(
        "questionnaire_remark",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("response_id", sa.String(length=20), nullable=False),
        sa.Column("link_id", sa.String(length=255), nullable=False),
        sa.Column("rule", sa.String(length=24), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "(status = 'CLOSED') = (closed_at IS NOT NULL)",
            name=op.f("ck_questionnaire_remark_closed_has_a_moment"),
        ),
        sa.CheckConstraint("status IN ('OPEN','CLOSED')", name=op.f("ck_questionnaire_remark_status")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_remark_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_questionnaire_remark_client_id")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["questionnaire_response.id"], name=op.f("fk_questionnaire_remark_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_remark")),
        sa.UniqueConstraint("response_id", "link_id", "rule", name="uq_questionnaire_remark_response_id"),
    )
    op.create_index(
        "ix_questionnaire_remark_branch_id",
        "questionnaire_remark",
        ["branch_id", "status", "found_at", "id"],
        unique=False,
    )
    op.create_table(
        "questionnaire_score",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("response_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_score_branch_id")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["questionnaire_response.id"], name=op.f("fk_questionnaire_score_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_score")),
        sa.UniqueConstraint("response_id", "name", name="uq_questionnaire_score_response_id_name"),
        info={"append_only": True},
    )
    op.create_table(
        "questionnaire_screening_decision",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("response_id", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "decision IN ('INVITED','NOT_NEEDED')", name=op.f("ck_questionnaire_screening_decision_decision")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_screening_decision_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["questionnaire_response.id"],
            name=op.f("fk_questionnaire_screening_decision_response_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_screening_decision")),
        sa.UniqueConstraint("response_id", name="uq_questionnaire_screening_decision_response_id"),
        info={"append_only": True},
    )
    op.create_table(
        "record_copy",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_id", sa.String(length=20), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("language IN ('zh-Hans','en')", name=op.f("ck_record_copy_language_known")),
        sa.CheckConstraint("(file_id IS NULL) = (made_at IS NULL)", name=op.f("ck_record_copy_made_when")),
        sa.CheckConstraint("(file_id IS NULL) = (pages IS NULL)", name=op.f("ck_record_copy_made_pages")),
        sa.CheckConstraint("pages > 0", name=op.f("ck_record_copy_not_empty")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_record_copy_asked_by")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_record_copy_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_record_copy_client_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_record_copy_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_copy")),
        sa.UniqueConstraint("file_id", name=op.f("uq_record_copy_file_id")),
    )
    op.create_index("ix_record_copy_client_id", "record_copy", ["client_id", "ends_at"], unique=False)
    op.create_index("ix_record_copy_ends_at", "record_copy", ["ends_at"], unique=False)
    op.create_index(
        "uq_record_copy_being_made",
        "record_copy",
        ["client_id", "language"],
        unique=True,
        sqlite_where=sa.text("file_id IS NULL"),
        postgresql_where=sa.text("file_id IS NULL"),
    )
    op.create_table(
        "served_by",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("capacity", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_served_by_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_served_by_client_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_served_by_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_served_by")),
        sa.UniqueConstraint("client_id", "staff_id", "capacity", "day", name="uq_served_by_once_a_day"),
    )
    op.create_index(op.f("ix_served_by_staff_id"), "served_by", ["staff_id"], unique=False)
    op.create_table(
        "standby_order",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("reason_ref", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_due", sa.Date(), nullable=False),
        sa.Column("separation_proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=12), nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name=op.f("ck_standby_order_ended_how")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_standby_order_branch_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_standby_order_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standby_order")),
        sa.UniqueConstraint("reason_ref", "staff_id", name="uq_standby_order_reason_ref"),
    )
    op.create_index("ix_standby_order_staff_id", "standby_order", ["staff_id", "ended_at"], unique=False)
    op.create_table(
        "tcm_record",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("filled_by", sa.String(length=20), nullable=False),
        sa.Column("filler_role", sa.String(length=24), nullable=False),
        sa.Column("hands", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("guidance", sa.Text(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=20), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'CONFIRMED') = (confirmed_at IS NOT NULL)", name=op.f("ck_tcm_record_confirmed_when")
        ),
        sa.CheckConstraint(
            "(status = 'DRAFT') = (signed_at IS NULL)", name=op.f("ck_tcm_record_signed_when")
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR replace(hands, confirmed_by, '') = hands",
            name=op.f("ck_tcm_record_no_hand_confirms"),
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT','SIGNED','CONFIRMED')", name=op.f("ck_tcm_record_status_known")
        ),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_tcm_record_confirmed_by_whom")
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> filled_by",
            name=op.f("ck_tcm_record_confirmed_by_another"),
        ),
        sa.CheckConstraint(
            "signed_at IS NULL OR signature IS NOT NULL", name=op.f("ck_tcm_record_signed_by_whom")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_tcm_record_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_tcm_record_client_id")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff.id"], name=op.f("fk_tcm_record_confirmed_by")),
        sa.ForeignKeyConstraint(["filled_by"], ["staff.id"], name=op.f("fk_tcm_record_filled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tcm_record")),
        sa.UniqueConstraint("client_id", "year", name="uq_tcm_record_client_id_year"),
    )
    op.create_index(
        "ix_tcm_record_work", "tcm_record", ["branch_id", "status", "started_at", "id"], unique=False
    )
    op.create_table(
        "complaint_appeal",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handler_id", sa.String(length=20), nullable=True),
        sa.Column("reviewer_id", sa.String(length=20), nullable=True),
        sa.Column("decider_id", sa.String(length=20), nullable=True),
        sa.Column("ruling", sa.String(length=8), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('zh-Hans','en')", name=op.f("ck_complaint_appeal_language")),
        sa.CheckConstraint(
            "ruling IN ('UPHELD','CHANGED','REMANDED')", name=op.f("ck_complaint_appeal_ruling")
        ),
        sa.CheckConstraint(
            "(ruling IS NULL) = (decider_id IS NULL)", name=op.f("ck_complaint_appeal_ruled_by_somebody")
        ),
        sa.CheckConstraint(
            "(ruling IS NULL) = (grounds IS NULL)", name=op.f("ck_complaint_appeal_ruled_with_grounds")
        ),
        sa.CheckConstraint(
            "decider_id <> handler_id", name=op.f("ck_complaint_appeal_decider_is_not_the_handler")
        ),
        sa.CheckConstraint(
            "decider_id <> reviewer_id", name=op.f("ck_complaint_appeal_decider_is_not_the_reviewer")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_appeal_branch_id")),
        sa.ForeignKeyConstraint(["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_appeal_case_id")),
        sa.ForeignKeyConstraint(["decider_id"], ["staff.id"], name=op.f("fk_complaint_appeal_decider_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name=op.f("fk_complaint_appeal_handler_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.id"], name=op.f("fk_complaint_appeal_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_appeal")),
        sa.UniqueConstraint("case_id", name="uq_complaint_appeal_once"),
    )
    op.create_table(
        "complaint_clock",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=20), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('ACK','RESULT','REPLY','STANDBY_REVIEW','APPEAL')", name=op.f("ck_complaint_clock_kind")
        ),
        sa.CheckConstraint("days >= 1", name=op.f("ck_complaint_clock_days")),
        sa.CheckConstraint("reminded IN (0,50,80,100)", name=op.f("ck_complaint_clock_reminded")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_clock_branch_id")),
        sa.ForeignKeyConstraint(["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_clock_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_clock")),
        sa.UniqueConstraint("case_id", "kind", "subject_id", "turn", name="uq_complaint_clock_once"),
    )
    op.create_index(
        "ix_complaint_clock_running",
        "complaint_clock",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("met_at IS NULL AND stopped_at IS NULL"),
        postgresql_where=sa.text("met_at IS NULL AND stopped_at IS NULL"),
    )
    op.create_table(
        "complaint_event",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=4), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=True),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("state_before", sa.String(length=16), nullable=False),
        sa.Column("state_after", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action IN ('SUBMIT','TAKE','ACCEPT','DECLINE','PROPOSE_DECLINE','SIGN_DECLINE','INVESTIGATE','CONCLUDE','SETTLE','DECIDE','SEND_BACK','SERVE','PUT_OFF','EXTEND','ASK_CLIENT','ADD_EVIDENCE','NAME_RESPONDENT','RENEW_STANDBY','RECUSE','ANSWER','CORRECT','RESUME','REPLY','CLOSE','APPEAL','DECIDE_APPEAL','REMAND','REOPEN','WITHDRAW','CONTINUE','OBJECT','UPHOLD_OBJECTION','DISMISS_OBJECTION','SEPARATE','REASSIGN','LAPSE_STANDBY','BREACH')",
            name=op.f("ck_complaint_event_action"),
        ),
        sa.CheckConstraint(
            "actor_kind IN ('COMPLAINANT','HANDLER','ELIGIBLE','REVIEWER','HEADQUARTERS','APPEAL_DECIDER','RESPONDENT','SYSTEM')",
            name=op.f("ck_complaint_event_actor_kind"),
        ),
        sa.CheckConstraint(
            "state_after IN ('SUBMITTED','ACCEPTED','INVESTIGATING','WAITING_CLIENT','REVIEW','DECIDED','CLOSED','DECLINED','WITHDRAWN','APPEALED','APPEAL_DECIDED')",
            name=op.f("ck_complaint_event_state_after"),
        ),
        sa.CheckConstraint(
            "state_before IN ('','SUBMITTED','ACCEPTED','INVESTIGATING','WAITING_CLIENT','REVIEW','DECIDED','CLOSED','DECLINED','WITHDRAWN','APPEALED','APPEAL_DECIDED')",
            name=op.f("ck_complaint_event_state_before"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_event_branch_id")),
        sa.ForeignKeyConstraint(["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_event_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_event_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_event")),
        info={"append_only": True},
    )
    op.create_index("uq_complaint_event_order", "complaint_event", ["case_id", "version"], unique=True)
    op.create_table(
        "complaint_evidence",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=True),
        sa.Column("file_id", sa.String(length=20), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("visibility", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(staff_id IS NULL) = (visibility = 'CLIENT')", name=op.f("ck_complaint_evidence_brought_by")
        ),
        sa.CheckConstraint(
            "visibility IN ('INTERNAL','SHARED','CLIENT','REPLY')",
            name=op.f("ck_complaint_evidence_visibility"),
        ),
        sa.CheckConstraint(
            "(file_id IS NULL) = (size IS NULL)", name=op.f("ck_complaint_evidence_file_has_a_size")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_evidence_branch_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_evidence_case_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_complaint_evidence_file_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_evidence_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_evidence")),
        sa.UniqueConstraint("file_id", name=op.f("uq_complaint_evidence_file_id")),
        info={"append_only": True},
    )
    op.create_index("ix_complaint_evidence_case_id", "complaint_evidence", ["case_id", "id"], unique=False)
    op.create_table(
        "complaint_message",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("from_client", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("language IN ('zh-Hans','en')", name=op.f("ck_complaint_message_language")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_message_branch_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_message_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_message")),
    )
    op.create_index("ix_complaint_message_case_id", "complaint_message", ["case_id", "id"], unique=False)
    op.create_table(
        "complaint_note",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_note_branch_id")),
        sa.ForeignKeyConstraint(["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_note_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_note_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_note")),
    )
    op.create_index("ix_complaint_note_case_id", "complaint_note", ["case_id", "id"], unique=False)
    op.create_table(
        "complaint_recusal",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_recusal_branch_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_recusal_case_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_recusal_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_recusal")),
        sa.UniqueConstraint("case_id", "staff_id", name="uq_complaint_recusal_once"),
    )
    op.create_index(
        "ix_complaint_recusal_staff_id", "complaint_recusal", ["staff_id", "case_id"], unique=False
    )
    op.create_table(
        "diet_allergy_warning",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.String(length=20), nullable=False),
        sa.Column("allergens", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(reason IS NOT NULL) = (answer IS NOT NULL AND answer = 'REASON')",
            name=op.f("ck_diet_allergy_warning_reason_is_written"),
        ),
        sa.CheckConstraint(
            "answer IN ('ENDED', 'REASON')", name=op.f("ck_diet_allergy_warning_answer_known")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_diet_allergy_warning_answered_has_a_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff.id"], name=op.f("fk_diet_allergy_warning_answered_by")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_allergy_warning_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_diet_allergy_warning_client_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["diet_plan_version.id"], name=op.f("fk_diet_allergy_warning_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_allergy_warning")),
        info={"append_only": True},
    )
    op.create_index(
        "ix_diet_allergy_warning_open",
        "diet_allergy_warning",
        ["branch_id", "raised_at"],
        unique=False,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.create_index(
        "ix_diet_allergy_warning_version_id", "diet_allergy_warning", ["version_id"], unique=False
    )
    op.create_table(
        "diet_draft",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=True),
        sa.Column("client_id", sa.String(length=20), nullable=True),
        sa.Column("template_id", sa.String(length=20), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("arranged", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=20), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(client_id IS NULL) <> (template_id IS NULL)", name=op.f("ck_diet_draft_of_one")),
        sa.CheckConstraint(
            "client_id IS NULL OR branch_id IS NOT NULL", name=op.f("ck_diet_draft_a_clients_in_a_branch")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_draft_branch_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.id"], name=op.f("fk_diet_draft_changed_by")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_diet_draft_client_id")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["diet_template.id"], name=op.f("fk_diet_draft_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_draft")),
        sa.UniqueConstraint("client_id", name=op.f("uq_diet_draft_client_id")),
        sa.UniqueConstraint("template_id", name=op.f("uq_diet_draft_template_id")),
    )
    op.create_table(
        "diet_meal_log",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("version_id", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("meal", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("swaps", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=20), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "mark <> 'SWAPPED' OR swaps IS NOT NULL", name=op.f("ck_diet_meal_log_swapped_says_what")
        ),
        sa.CheckConstraint(
            "mark IN ('DONE', 'PARTLY', 'SWAPPED', 'SKIPPED')", name=op.f("ck_diet_meal_log_mark_known")
        ),
        sa.CheckConstraint(
            "meal IN ('BREAKFAST', 'MORNING_SNACK', 'LUNCH', 'DINNER', 'SNACK')",
            name=op.f("ck_diet_meal_log_meal_known"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_meal_log_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_diet_meal_log_client_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_diet_meal_log_file_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["diet_plan_version.id"], name=op.f("fk_diet_meal_log_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_meal_log")),
        sa.UniqueConstraint("client_id", "day", "meal", name="uq_diet_meal_log_meal"),
    )
    op.create_index(op.f("ix_diet_meal_log_version_id"), "diet_meal_log", ["version_id"], unique=False)
    op.create_table(
        "diet_message",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("author", sa.String(length=12), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version_id", sa.String(length=20), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("meal", sa.String(length=20), nullable=True),
        sa.Column("quoted", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(author = 'NUTRITIONIST') = (staff_id IS NOT NULL)", name=op.f("ck_diet_message_staff_signs")
        ),
        sa.CheckConstraint("author IN ('CLIENT', 'NUTRITIONIST')", name=op.f("ck_diet_message_author_known")),
        sa.CheckConstraint(
            "meal IN ('BREAKFAST', 'MORNING_SNACK', 'LUNCH', 'DINNER', 'SNACK')",
            name=op.f("ck_diet_message_meal_known"),
        ),
        sa.CheckConstraint(
            "(version_id IS NULL) = (meal IS NULL) AND (day IS NULL) = (meal IS NULL)",
            name=op.f("ck_diet_message_quote_whole"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_diet_message_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_diet_message_client_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_diet_message_file_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_diet_message_staff_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["diet_plan_version.id"], name=op.f("fk_diet_message_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diet_message")),
        info={"append_only": True},
    )
    op.create_index("ix_diet_message_client_id", "diet_message", ["client_id", "id"], unique=False)
    op.create_index(
        "ix_diet_message_unread",
        "diet_message",
        ["client_id", "author"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "exam_booking_change",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=False),
        sa.Column("from_session_id", sa.String(length=20), nullable=False),
        sa.Column("to_session_id", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_booking_change_booking_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_booking_change_branch_id")),
        sa.ForeignKeyConstraint(
            ["from_session_id"], ["exam_session.id"], name=op.f("fk_exam_booking_change_from_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_session_id"], ["exam_session.id"], name=op.f("fk_exam_booking_change_to_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_booking_change")),
        info={"append_only": True},
    )
    op.create_index(
        op.f("ix_exam_booking_change_booking_id"), "exam_booking_change", ["booking_id"], unique=False
    )
    op.create_table(
        "exam_booking_notice",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("texted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('CONFIRMED', 'D3', 'D1', 'HELD', 'LOST')",
            name=op.f("ck_exam_booking_notice_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_booking_notice_booking_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_booking_notice_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_booking_notice")),
        sa.UniqueConstraint(
            "booking_id", "revision", "kind", name=op.f("uq_exam_booking_notice_booking_id_revision_kind")
        ),
    )
    op.create_table(
        "exam_chase",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("whom", sa.String(length=80), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("promised_for", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("again_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'PROMISED') = (promised_for IS NOT NULL)", name=op.f("ck_exam_chase_promised_has_day")
        ),
        sa.CheckConstraint(
            "outcome IN ('PROMISED', 'NO_ANSWER', 'SAYS_SENT', 'PROBLEM')",
            name=op.f("ck_exam_chase_outcome_known"),
        ),
        sa.CheckConstraint("way IN ('PHONE', 'MESSAGE', 'VISIT')", name=op.f("ck_exam_chase_way_known")),
        sa.ForeignKeyConstraint(["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_chase_booking_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_chase_branch_id")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_exam_chase_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_chase")),
        info={"append_only": True},
    )
    op.create_index("ix_exam_chase_booking", "exam_chase", ["booking_id", "id"], unique=False)
    op.create_table(
        "exam_import_row",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("import_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=True),
        sa.Column("client_id", sa.String(length=20), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('OPEN', 'KEPT', 'HANDED_IN', 'LEFT', 'MOVED')",
            name=op.f("ck_exam_import_row_outcome_known"),
        ),
        sa.CheckConstraint(
            "state IN ('NEW', 'EQUAL', 'CHANGED', 'CONFLICT', 'REFUSED')",
            name=op.f("ck_exam_import_row_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_import_row_booking_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_import_row_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_import_row_client_id")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["exam_import.id"], name=op.f("fk_exam_import_row_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_import_row")),
        sa.UniqueConstraint("import_id", "number", name=op.f("uq_exam_import_row_import_id_number")),
    )
    op.create_index(
        "ix_exam_import_row_open", "exam_import_row", ["import_id", "outcome", "number"], unique=False
    )
    op.create_table(
        "exam_original",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=False),
        sa.Column("file_id", sa.String(length=20), nullable=False),
        sa.Column("added_by", sa.String(length=20), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=20), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name=op.f("ck_exam_original_withdrawn_when")
        ),
        sa.CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_because IS NULL)",
            name=op.f("ck_exam_original_withdrawn_why"),
        ),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_exam_original_added_by")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_original_booking_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_original_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_original_client_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_exam_original_file_id")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_exam_original_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_original")),
        sa.UniqueConstraint("file_id", name=op.f("uq_exam_original_file_id")),
    )
    op.create_index("ix_exam_original_booking", "exam_original", ["booking_id", "id"], unique=False)
    op.create_table(
        "exam_phone_confirmation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)",
            name=op.f("ck_exam_phone_confirmation_closed_by_whom"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_phone_confirmation_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_exam_phone_confirmation_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["staff.id"], name=op.f("fk_exam_phone_confirmation_closed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_phone_confirmation")),
    )
    op.create_index(
        "ix_exam_phone_confirmation_branch",
        "exam_phone_confirmation",
        ["branch_id", "closed_at", "opened_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_exam_phone_confirmation_open",
        "exam_phone_confirmation",
        ["booking_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "exam_report",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("exam_day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.String(length=20), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.String(length=20), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'DRAFT') = (submitted_at IS NULL)", name=op.f("ck_exam_report_submitted_has_moment")
        ),
        sa.CheckConstraint(
            "(status = 'VERIFIED') = (verified_by IS NOT NULL)",
            name=op.f("ck_exam_report_verified_has_person"),
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT', 'SUBMITTED', 'VERIFIED')", name=op.f("ck_exam_report_status_known")
        ),
        sa.CheckConstraint("verified_by <> entered_by", name=op.f("ck_exam_report_second_person_verifies")),
        sa.ForeignKeyConstraint(["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_report_booking_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_report_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_report_client_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_exam_report_entered_by")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_report_institution_id")
        ),
        sa.ForeignKeyConstraint(["verified_by"], ["staff.id"], name=op.f("fk_exam_report_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_report")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_exam_report_booking_id")),
        info={"append_only": True},
    )
    op.create_index("ix_exam_report_client", "exam_report", ["client_id", "exam_day"], unique=False)
    op.create_index(
        "ix_exam_report_work", "exam_report", ["branch_id", "status", "submitted_at"], unique=False
    )
    op.create_table(
        "exam_waiting",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.String(length=20), nullable=False),
        sa.Column("institution_id", sa.String(length=20), nullable=False),
        sa.Column("exam_class", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status <> 'OFFERED' OR booking_id IS NOT NULL",
            name=op.f("ck_exam_waiting_offer_names_its_booking"),
        ),
        sa.CheckConstraint(
            "status IN ('WAITING', 'OFFERED', 'TAKEN', 'BOOKED', 'PASSED', 'LEFT')",
            name=op.f("ck_exam_waiting_status_known"),
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_exam_waiting_days_forwards")),
        sa.ForeignKeyConstraint(["booking_id"], ["exam_booking.id"], name=op.f("fk_exam_waiting_booking_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_waiting_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_waiting_client_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_exam_waiting_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_exam_waiting_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_waiting")),
    )
    op.create_index(op.f("ix_exam_waiting_client_id"), "exam_waiting", ["client_id"], unique=False)
    op.create_index(
        "ix_exam_waiting_line",
        "exam_waiting",
        ["institution_id", "branch_id", "status", "since", "id"],
        unique=False,
    )
    op.create_index(
        "uq_exam_waiting_one_live_per_enrolment",
        "exam_waiting",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('WAITING', 'OFFERED')"),
        postgresql_where=sa.text("status IN ('WAITING', 'OFFERED')"),
    )
    op.create_table(
        "group_assignment_person",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("assignment_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("booking_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'PLACED') = (booking_id IS NOT NULL)",
            name=op.f("ck_group_assignment_person_placed_has_booking"),
        ),
        sa.CheckConstraint(
            "outcome IN ('OPEN', 'PLACED', 'BOOKED', 'EXAMINED', 'OFFERED', 'FULL', 'NOT_ENROLLED', 'OWN_PLAN', 'NOT_YET', 'LEFT')",
            name=op.f("ck_group_assignment_person_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["group_assignment.id"], name=op.f("fk_group_assignment_person_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["exam_booking.id"], name=op.f("fk_group_assignment_person_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_group_assignment_person_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_group_assignment_person_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_assignment_person")),
        sa.UniqueConstraint("assignment_id", "client_id", name="uq_group_assignment_person_client"),
    )
    op.create_index(
        "ix_group_assignment_person_turn",
        "group_assignment_person",
        ["assignment_id", "outcome", "number"],
        unique=False,
    )
    op.create_table(
        "group_reminded",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("reminder_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_reminded_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_group_reminded_client_id")),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["group_reminder.id"], name=op.f("fk_group_reminded_reminder_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_reminded")),
        sa.UniqueConstraint("reminder_id", "client_id", name="uq_group_reminded_client"),
        info={"append_only": True},
    )
    op.create_table(
        "group_roster_import_row",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("import_id", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('OPEN', 'DONE', 'OWN_PLAN', 'NOT_ENROLLED', 'LEFT', 'MOVED')",
            name=op.f("ck_group_roster_import_row_outcome_known"),
        ),
        sa.CheckConstraint(
            "state IN ('NEW', 'KNOWN', 'CHANGED', 'SAME', 'REFUSED')",
            name=op.f("ck_group_roster_import_row_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_group_roster_import_row_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_group_roster_import_row_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["group_roster_import.id"],
            name=op.f("fk_group_roster_import_row_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_roster_import_row")),
        sa.UniqueConstraint("import_id", "number", name="uq_group_roster_import_row_number"),
    )
    op.create_index(
        "ix_group_roster_import_row_open",
        "group_roster_import_row",
        ["import_id", "outcome", "number"],
        unique=False,
    )
    op.create_table(
        "plan_payment",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("application_id", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("yuan", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "method IN ('CASH','CARD','TRANSFER','WECHAT','ALIPAY')", name=op.f("ck_plan_payment_method")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["plan_application.id"], name=op.f("fk_plan_payment_application_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_plan_payment_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_payment")),
        sa.UniqueConstraint("application_id", name="uq_plan_payment_once"),
        info={"append_only": True},
    )
    op.create_table(
        "questionnaire_query_message",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("query_id", sa.String(length=20), nullable=False),
        sa.Column("author", sa.String(length=8), nullable=False),
        sa.Column("actor_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "author IN ('STAFF','CLIENT')", name=op.f("ck_questionnaire_query_message_author")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_questionnaire_query_message_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["query_id"], ["questionnaire_query.id"], name=op.f("fk_questionnaire_query_message_query_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_query_message")),
        info={"append_only": True},
    )
    op.create_index(
        "ix_questionnaire_query_message_query_id",
        "questionnaire_query_message",
        ["query_id", "said_at"],
        unique=False,
    )
    op.create_table(
        "tcm_doubt",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.String(length=20), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_tcm_doubt_branch_id")),
        sa.ForeignKeyConstraint(["record_id"], ["tcm_record.id"], name=op.f("fk_tcm_doubt_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tcm_doubt")),
        sa.UniqueConstraint("record_id", name="uq_tcm_doubt_record_id"),
        info={"append_only": True},
    )
    op.create_table(
        "assessment_case",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("response_id", sa.String(length=20), nullable=True),
        sa.Column("report_id", sa.String(length=20), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "response_id IS NOT NULL OR report_id IS NOT NULL",
            name=op.f("ck_assessment_case_something_came_in"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_assessment_case_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_assessment_case_client_id")),
        sa.ForeignKeyConstraint(["report_id"], ["exam_report.id"], name=op.f("fk_assessment_case_report_id")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["questionnaire_response.id"], name=op.f("fk_assessment_case_response_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_case")),
    )
    op.create_index(
        "ix_assessment_case_work",
        "assessment_case",
        ["branch_id", "closed_at", "opened_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_assessment_case_running",
        "assessment_case",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "complaint_respondent",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("order_id", sa.String(length=20), nullable=True),
        sa.Column("stands_by", sa.Boolean(), nullable=False),
        sa.Column("renewed_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("served_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("put_off_until", sa.Date(), nullable=True),
        sa.Column("put_off_reason", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("severity", sa.String(length=8), nullable=True),
        sa.Column("measure", sa.String(length=12), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=True),
        sa.Column("evidence_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "measure IN ('NONE','APOLOGY','TRAINING','WARNING')", name=op.f("ck_complaint_respondent_measure")
        ),
        sa.CheckConstraint(
            "outcome IN ('SUBSTANTIATED','PARTLY','UNSUBSTANTIATED','UNDETERMINED')",
            name=op.f("ck_complaint_respondent_outcome"),
        ),
        sa.CheckConstraint("severity IN ('MINOR','SERIOUS')", name=op.f("ck_complaint_respondent_severity")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (evidence_id IS NULL)",
            name=op.f("ck_complaint_respondent_outcome_cites_evidence"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (severity IS NULL)",
            name=op.f("ck_complaint_respondent_outcome_with_severity"),
        ),
        sa.CheckConstraint(
            "(served_at IS NULL) = (summary IS NULL)",
            name=op.f("ck_complaint_respondent_served_with_a_summary"),
        ),
        sa.CheckConstraint(
            "reply IS NULL OR served_at IS NOT NULL", name=op.f("ck_complaint_respondent_reply_after_serving")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_respondent_branch_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_respondent_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["complaint_evidence.id"], name=op.f("fk_complaint_respondent_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["standby_order.id"], name=op.f("fk_complaint_respondent_order_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_complaint_respondent_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_respondent")),
        sa.UniqueConstraint("case_id", "staff_id", name="uq_complaint_respondent_once"),
    )
    op.create_index(
        "ix_complaint_respondent_staff_id", "complaint_respondent", ["staff_id", "case_id"], unique=False
    )
    op.create_index(
        "ix_complaint_respondent_stands_by",
        "complaint_respondent",
        ["case_id"],
        unique=False,
        sqlite_where=sa.text("stands_by = 1"),
        postgresql_where=sa.text("stands_by"),
    )
    op.create_table(
        "exam_correction",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("report_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=20), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=20), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_because", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'PROPOSED') = (decided_by IS NULL)", name=op.f("ck_exam_correction_decided_has_person")
        ),
        sa.CheckConstraint(
            "status IN ('PROPOSED', 'CONFIRMED', 'REFUSED')", name=op.f("ck_exam_correction_status_known")
        ),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_exam_correction_decided_when")
        ),
        sa.CheckConstraint(
            "decided_by <> proposed_by", name=op.f("ck_exam_correction_second_person_decides")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_correction_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_correction_client_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_exam_correction_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["staff.id"], name=op.f("fk_exam_correction_proposed_by")),
        sa.ForeignKeyConstraint(["report_id"], ["exam_report.id"], name=op.f("fk_exam_correction_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_correction")),
    )
    op.create_index("ix_exam_correction_work", "exam_correction", ["branch_id", "status", "id"], unique=False)
    op.create_index(
        "uq_exam_correction_waiting",
        "exam_correction",
        ["report_id", "code"],
        unique=True,
        sqlite_where=sa.text("status = 'PROPOSED'"),
        postgresql_where=sa.text("status = 'PROPOSED'"),
    )
    op.create_table(
        "exam_delivery",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("report_id", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("receiver", sa.String(length=16), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("form IN ('PRINTED', 'ELECTRONIC')", name=op.f("ck_exam_delivery_form_known")),
        sa.CheckConstraint(
            "receiver <> 'GROUP_CONTACT' OR (form = 'PRINTED' AND sealed)",
            name=op.f("ck_exam_delivery_group_gets_sealed"),
        ),
        sa.CheckConstraint(
            "receiver IN ('CLIENT', 'SENT_BY_CLIENT', 'GROUP_CONTACT')",
            name=op.f("ck_exam_delivery_receiver_known"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_delivery_branch_id")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_exam_delivery_by")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_delivery_client_id")),
        sa.ForeignKeyConstraint(["report_id"], ["exam_report.id"], name=op.f("fk_exam_delivery_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_delivery")),
        info={"append_only": True},
    )
    op.create_index("ix_exam_delivery_report", "exam_delivery", ["report_id", "id"], unique=False)
    op.create_table(
        "exam_important",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("report_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=1), nullable=False),
        sa.Column("owner_id", sa.String(length=20), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=12), nullable=True),
        sa.CheckConstraint(
            "ending IN ('CORRECTED', 'DECLINED', 'NOT_SO', 'SAW_DOCTOR', 'UNREACHABLE')",
            name=op.f("ck_exam_important_ending_known"),
        ),
        sa.CheckConstraint(
            "ending NOT IN ('SAW_DOCTOR', 'DECLINED') OR told_at IS NOT NULL",
            name=op.f("ck_exam_important_told_before"),
        ),
        sa.CheckConstraint("level IN ('A', 'B')", name=op.f("ck_exam_important_level_known")),
        sa.CheckConstraint(
            "(ending IS NULL) = (closed_at IS NULL)", name=op.f("ck_exam_important_closed_when")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_important_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_exam_important_client_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_exam_important_owner_id")),
        sa.ForeignKeyConstraint(["report_id"], ["exam_report.id"], name=op.f("fk_exam_important_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_important")),
    )
    op.create_index(
        "ix_exam_important_work",
        "exam_important",
        ["branch_id", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("ending IS NULL"),
        postgresql_where=sa.text("ending IS NULL"),
    )
    op.create_index(
        "uq_exam_important_open",
        "exam_important",
        ["report_id", "code"],
        unique=True,
        sqlite_where=sa.text("ending IS NULL"),
        postgresql_where=sa.text("ending IS NULL"),
    )
    op.create_table(
        "exam_phone_call",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("confirmation_id", sa.String(length=20), nullable=False),
        sa.Column("called", sa.Text(), nullable=True),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "result IN ('REACHED', 'NOT_REACHED', 'ANOTHER_TIME')",
            name=op.f("ck_exam_phone_call_result_known"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_phone_call_branch_id")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_exam_phone_call_by")),
        sa.ForeignKeyConstraint(
            ["confirmation_id"],
            ["exam_phone_confirmation.id"],
            name=op.f("fk_exam_phone_call_confirmation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_phone_call")),
        info={"append_only": True},
    )
    op.create_index(
        "ix_exam_phone_call_confirmation", "exam_phone_call", ["confirmation_id", "id"], unique=False
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("examined_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("generated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("comment_language", sa.String(length=8), nullable=False),
        sa.Column("reviewed_by", sa.String(length=20), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(length=20), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'RELEASED') = (released_at IS NOT NULL)", name=op.f("ck_assessment_released_when")
        ),
        sa.CheckConstraint(
            "status <> 'DRAFT' OR reviewed_by IS NULL", name=op.f("ck_assessment_draft_is_unreviewed")
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT','REVIEWED','RELEASED','SUPERSEDED')", name=op.f("ck_assessment_status_known")
        ),
        sa.CheckConstraint(
            "status NOT IN ('REVIEWED','RELEASED') OR reviewed_by IS NOT NULL",
            name=op.f("ck_assessment_reviewed_by_whom"),
        ),
        sa.CheckConstraint(
            "(released_by IS NULL) = (released_at IS NULL)", name=op.f("ck_assessment_released_by_whom")
        ),
        sa.CheckConstraint(
            "(reviewed_by IS NULL) = (reviewed_at IS NULL)", name=op.f("ck_assessment_reviewed_when")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_assessment_branch_id")),
        sa.ForeignKeyConstraint(["case_id"], ["assessment_case.id"], name=op.f("fk_assessment_case_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_assessment_client_id")),
        sa.ForeignKeyConstraint(["released_by"], ["staff.id"], name=op.f("fk_assessment_released_by")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["staff.id"], name=op.f("fk_assessment_reviewed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(
        "ix_assessment_client", "assessment", ["client_id", "status", "released_at"], unique=False
    )
    op.create_index("ix_assessment_work", "assessment", ["branch_id", "status", "id"], unique=False)
    op.create_index(
        "uq_assessment_open",
        "assessment",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('DRAFT','REVIEWED')"),
        postgresql_where=sa.text("status IN ('DRAFT','REVIEWED')"),
    )
    op.create_table(
        "complaint_evidence_served",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("respondent_id", sa.String(length=20), nullable=False),
        sa.Column("evidence_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_complaint_evidence_served_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["complaint_evidence.id"], name=op.f("fk_complaint_evidence_served_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["complaint_respondent.id"],
            name=op.f("fk_complaint_evidence_served_respondent_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_evidence_served")),
        sa.UniqueConstraint("respondent_id", "evidence_id", name="uq_complaint_evidence_served_once"),
        info={"append_only": True},
    )
    op.create_table(
        "complaint_separation",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("respondent_id", sa.String(length=20), nullable=False),
        sa.Column("proposed_by", sa.String(length=20), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("object_until", sa.Date(), nullable=False),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objection_decided_by", sa.String(length=20), nullable=True),
        sa.Column("objection_grounds", sa.Text(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("checklist", sa.String(length=120), nullable=False),
        sa.Column("signed_by", sa.String(length=20), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(objection IS NULL) = (objected_at IS NULL)",
            name=op.f("ck_complaint_separation_objected_in_words"),
        ),
        sa.CheckConstraint(
            "(signed_by IS NULL) = (signed_at IS NULL)", name=op.f("ck_complaint_separation_signed_when")
        ),
        sa.CheckConstraint(
            "(upheld IS NULL) = (objection_decided_by IS NULL)",
            name=op.f("ck_complaint_separation_upheld_by_somebody"),
        ),
        sa.CheckConstraint(
            "objection_decided_by <> proposed_by",
            name=op.f("ck_complaint_separation_objection_decided_by_another"),
        ),
        sa.CheckConstraint(
            "signed_by <> proposed_by", name=op.f("ck_complaint_separation_two_sign_a_separation")
        ),
        sa.CheckConstraint(
            "signed_by IS NULL OR objected_at IS NULL OR NOT upheld",
            name=op.f("ck_complaint_separation_signed_unless_upheld"),
        ),
        sa.CheckConstraint(
            "upheld IS NULL OR objected_at IS NOT NULL",
            name=op.f("ck_complaint_separation_upheld_what_was_said"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_complaint_separation_branch_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_complaint_separation_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["objection_decided_by"], ["staff.id"], name=op.f("fk_complaint_separation_objection_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["staff.id"], name=op.f("fk_complaint_separation_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["complaint_respondent.id"], name=op.f("fk_complaint_separation_respondent_id")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["staff.id"], name=op.f("fk_complaint_separation_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_separation")),
        sa.UniqueConstraint("respondent_id", name="uq_complaint_separation_once"),
    )
    op.create_index("ix_complaint_separation_case_id", "complaint_separation", ["case_id"], unique=False)
    op.create_table(
        "exam_important_step",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("important_id", sa.String(length=20), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=20), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act IN ('NO_ANSWER', 'TOLD', 'NOTE', 'SAW_DOCTOR', 'DECLINED', 'UNREACHABLE', 'NOT_SO', 'CORRECTED')",
            name=op.f("ck_exam_important_step_act_known"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_important_step_branch_id")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_exam_important_step_by")),
        sa.ForeignKeyConstraint(
            ["important_id"], ["exam_important.id"], name=op.f("fk_exam_important_step_important_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_important_step")),
        info={"append_only": True},
    )
    op.create_index("ix_exam_important_step_of", "exam_important_step", ["important_id", "id"], unique=False)
    op.create_table(
        "exam_result",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("report_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("written_value", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("written_unit", sa.String(length=20), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("low", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("high", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("below", sa.Numeric().with_variant(sa.String(40), "sqlite"), nullable=True),
        sa.Column("flag", sa.String(length=14), nullable=False),
        sa.Column("implausible", sa.Boolean(), nullable=False),
        sa.Column("range_printed", sa.Boolean(), nullable=False),
        sa.Column("printed_mark", sa.String(length=14), nullable=False),
        sa.Column("entered_by", sa.String(length=20), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.String(length=20), nullable=True),
        sa.Column("correction_id", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "flag <> 'NOT_DONE' OR (value IS NULL AND choice = '')",
            name=op.f("ck_exam_result_not_done_is_empty"),
        ),
        sa.CheckConstraint(
            "flag IN ('NORMAL', 'LOW', 'HIGH', 'CRITICAL_LOW', 'CRITICAL_HIGH', 'ABNORMAL', 'UNRATED', 'NOT_DONE')",
            name=op.f("ck_exam_result_flag_known"),
        ),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (correction_id IS NULL)",
            name=op.f("ck_exam_result_corrects_with_reason"),
        ),
        sa.CheckConstraint(
            "(value IS NULL) = (written_value IS NULL)", name=op.f("ck_exam_result_value_is_written")
        ),
        sa.CheckConstraint("locked OR NOT replaced", name=op.f("ck_exam_result_only_verified_is_replaced")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_exam_result_branch_id")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["exam_correction.id"], name=op.f("fk_exam_result_correction_id")
        ),
        sa.ForeignKeyConstraint(["corrects_id"], ["exam_result.id"], name=op.f("fk_exam_result_corrects_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["staff.id"], name=op.f("fk_exam_result_entered_by")),
        sa.ForeignKeyConstraint(["report_id"], ["exam_report.id"], name=op.f("fk_exam_result_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_result")),
        info={"append_only": True},
    )
    op.create_index("ix_exam_result_correction", "exam_result", ["correction_id"], unique=False)
    op.create_index(
        "uq_exam_result_in_force",
        "exam_result",
        ["report_id", "code"],
        unique=True,
        sqlite_where=sa.text("NOT replaced"),
        postgresql_where=sa.text("NOT replaced"),
    )
    op.create_table(
        "assessment_delivery",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("assessment_id", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(length=20), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "way IN ('PRINTED','ELECTRONIC','POST')", name=op.f("ck_assessment_delivery_way_known")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_delivery_assessment_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_assessment_delivery_branch_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["staff.id"], name=op.f("fk_assessment_delivery_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_delivery")),
        info={"append_only": True},
    )
    op.create_index(
        "ix_assessment_delivery_assessment", "assessment_delivery", ["assessment_id", "id"], unique=False
    )
    op.create_table(
        "assessment_paper",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("assessment_id", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("file_id", sa.String(length=20), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("language IN ('zh-Hans','en')", name=op.f("ck_assessment_paper_language_known")),
        sa.CheckConstraint("pages > 0 AND size > 0", name=op.f("ck_assessment_paper_not_empty")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_paper_assessment_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_assessment_paper_branch_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_assessment_paper_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_paper")),
        sa.UniqueConstraint("assessment_id", "language", name="uq_assessment_paper_language"),
        info={"append_only": True},
    )
    op.create_table(
        "group_report_subject",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("branch_id", sa.String(length=20), nullable=False),
        sa.Column("report_id", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.String(length=20), nullable=False),
        sa.Column("assessment_id", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_group_report_subject_assessment_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_group_report_subject_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_group_report_subject_client_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["group_report.id"], name=op.f("fk_group_report_subject_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_report_subject")),
        sa.UniqueConstraint("report_id", "client_id", name="uq_group_report_subject_client"),
        info={"append_only": True},
    )
    # ### end Alembic commands ###


def drop_tables() -> None:
    """Drop all tables and indexes."""
    op.drop_table("group_report_subject")
    op.drop_table("assessment_paper")
    op.drop_index("ix_assessment_delivery_assessment", table_name="assessment_delivery")
    op.drop_table("assessment_delivery")
    op.drop_index(
        "uq_exam_result_in_force",
        table_name="exam_result",
        sqlite_where=sa.text("NOT replaced"),
        postgresql_where=sa.text("NOT replaced"),
    )
    op.drop_index("ix_exam_result_correction", table_name="exam_result")
    op.drop_table("exam_result")
    op.drop_index("ix_exam_important_step_of", table_name="exam_important_step")
    op.drop_table("exam_important_step")
    op.drop_index("ix_complaint_separation_case_id", table_name="complaint_separation")
    op.drop_table("complaint_separation")
    op.drop_table("complaint_evidence_served")
    op.drop_index(
        "uq_assessment_open",
        table_name="assessment",
        sqlite_where=sa.text("status IN ('DRAFT','REVIEWED')"),
        postgresql_where=sa.text("status IN ('DRAFT','REVIEWED')"),
    )
    op.drop_index("ix_assessment_work", table_name="assessment")
    op.drop_index("ix_assessment_client", table_name="assessment")
    op.drop_table("assessment")
    op.drop_index("ix_exam_phone_call_confirmation", table_name="exam_phone_call")
    op.drop_table("exam_phone_call")
    op.drop_index(
        "uq_exam_important_open",
        table_name="exam_important",
        sqlite_where=sa.text("ending IS NULL"),
        postgresql_where=sa.text("ending IS NULL"),
    )
    op.drop_index(
        "ix_exam_important_work",
        table_name="exam_important",
        sqlite_where=sa.text("ending IS NULL"),
        postgresql_where=sa.text("ending IS NULL"),
    )
    op.drop_table("exam_important")
    op.drop_index("ix_exam_delivery_report", table_name="exam_delivery")
    op.drop_table("exam_delivery")
    op.drop_index(
        "uq_exam_correction_waiting",
        table_name="exam_correction",
        sqlite_where=sa.text("status = 'PROPOSED'"),
        postgresql_where=sa.text("status = 'PROPOSED'"),
    )
    op.drop_index("ix_exam_correction_work", table_name="exam_correction")
    op.drop_table("exam_correction")
    op.drop_index(
        "ix_complaint_respondent_stands_by",
        table_name="complaint_respondent",
        sqlite_where=sa.text("stands_by = 1"),
        postgresql_where=sa.text("stands_by"),
    )
    op.drop_index("ix_complaint_respondent_staff_id", table_name="complaint_respondent")
    op.drop_table("complaint_respondent")
    op.drop_index(
        "uq_assessment_case_running",
        table_name="assessment_case",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_assessment_case_work", table_name="assessment_case")
    op.drop_table("assessment_case")
    op.drop_table("tcm_doubt")
    op.drop_index("ix_questionnaire_query_message_query_id", table_name="questionnaire_query_message")
    op.drop_table("questionnaire_query_message")
    op.drop_table("plan_payment")
    op.drop_index("ix_group_roster_import_row_open", table_name="group_roster_import_row")
    op.drop_table("group_roster_import_row")
    op.drop_table("group_reminded")
    op.drop_index("ix_group_assignment_person_turn", table_name="group_assignment_person")
    op.drop_table("group_assignment_person")
    op.drop_index(
        "uq_exam_waiting_one_live_per_enrolment",
        table_name="exam_waiting",
        sqlite_where=sa.text("status IN ('WAITING', 'OFFERED')"),
        postgresql_where=sa.text("status IN ('WAITING', 'OFFERED')"),
    )
    op.drop_index("ix_exam_waiting_line", table_name="exam_waiting")
    op.drop_index(op.f("ix_exam_waiting_client_id"), table_name="exam_waiting")
    op.drop_table("exam_waiting")
    op.drop_index("ix_exam_report_work", table_name="exam_report")
    op.drop_index("ix_exam_report_client", table_name="exam_report")
    op.drop_table("exam_report")
    op.drop_index(
        "uq_exam_phone_confirmation_open",
        table_name="exam_phone_confirmation",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_exam_phone_confirmation_branch", table_name="exam_phone_confirmation")
    op.drop_table("exam_phone_confirmation")
    op.drop_index("ix_exam_original_booking", table_name="exam_original")
    op.drop_table("exam_original")
    op.drop_index("ix_exam_import_row_open", table_name="exam_import_row")
    op.drop_table("exam_import_row")
    op.drop_index("ix_exam_chase_booking", table_name="exam_chase")
    op.drop_table("exam_chase")
    op.drop_table("exam_booking_notice")
    op.drop_index(op.f("ix_exam_booking_change_booking_id"), table_name="exam_booking_change")
    op.drop_table("exam_booking_change")
    op.drop_index(
        "ix_diet_message_unread",
        table_name="diet_message",
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.drop_index("ix_diet_message_client_id", table_name="diet_message")
    op.drop_table("diet_message")
    op.drop_index(op.f("ix_diet_meal_log_version_id"), table_name="diet_meal_log")
    op.drop_table("diet_meal_log")
    op.drop_table("diet_draft")
    op.drop_index("ix_diet_allergy_warning_version_id", table_name="diet_allergy_warning")
    op.drop_index(
        "ix_diet_allergy_warning_open",
        table_name="diet_allergy_warning",
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.drop_table("diet_allergy_warning")
    op.drop_index("ix_complaint_recusal_staff_id", table_name="complaint_recusal")
    op.drop_table("complaint_recusal")
    op.drop_index("ix_complaint_note_case_id", table_name="complaint_note")
    op.drop_table("complaint_note")
    op.drop_index("ix_complaint_message_case_id", table_name="complaint_message")
    op.drop_table("complaint_message")
    op.drop_index("ix_complaint_evidence_case_id", table_name="complaint_evidence")
    op.drop_table("complaint_evidence")
    op.drop_index("uq_complaint_event_order", table_name="complaint_event")
    op.drop_table("complaint_event")
    op.drop_index(
        "ix_complaint_clock_running",
        table_name="complaint_clock",
        sqlite_where=sa.text("met_at IS NULL AND stopped_at IS NULL"),
        postgresql_where=sa.text("met_at IS NULL AND stopped_at IS NULL"),
    )
    op.drop_table("complaint_clock")
    op.drop_table("complaint_appeal")
    op.drop_index("ix_tcm_record_work", table_name="tcm_record")
    op.drop_table("tcm_record")
    op.drop_index("ix_standby_order_staff_id", table_name="standby_order")
    op.drop_table("standby_order")
    op.drop_index(op.f("ix_served_by_staff_id"), table_name="served_by")
    op.drop_table("served_by")
    op.drop_index(
        "uq_record_copy_being_made",
        table_name="record_copy",
        sqlite_where=sa.text("file_id IS NULL"),
        postgresql_where=sa.text("file_id IS NULL"),
    )
    op.drop_index("ix_record_copy_ends_at", table_name="record_copy")
    op.drop_index("ix_record_copy_client_id", table_name="record_copy")
    op.drop_table("record_copy")
    op.drop_table("questionnaire_screening_decision")
    op.drop_table("questionnaire_score")
    op.drop_index("ix_questionnaire_remark_branch_id", table_name="questionnaire_remark")
    op.drop_table("questionnaire_remark")
    op.drop_index(
        "uq_questionnaire_query_one_live",
        table_name="questionnaire_query",
        sqlite_where=sa.text("status <> 'CLOSED'"),
        postgresql_where=sa.text("status <> 'CLOSED'"),
    )
    op.drop_index("ix_questionnaire_query_client_id", table_name="questionnaire_query")
    op.drop_index("ix_questionnaire_query_branch_id", table_name="questionnaire_query")
    op.drop_table("questionnaire_query")
    op.drop_index("ix_questionnaire_file_kept_at", table_name="questionnaire_file")
    op.drop_index("ix_questionnaire_file_client_id", table_name="questionnaire_file")
    op.drop_table("questionnaire_file")
    op.drop_index("ix_questionnaire_draft_saved_at", table_name="questionnaire_draft")
    op.drop_table("questionnaire_draft")
    op.drop_index(
        "uq_plan_application_live",
        table_name="plan_application",
        sqlite_where=sa.text("status IN ('DRAFT','SUBMITTED','SENT_BACK')"),
        postgresql_where=sa.text("status IN ('DRAFT','SUBMITTED','SENT_BACK')"),
    )
    op.drop_index("ix_plan_application_waiting", table_name="plan_application")
    op.drop_table("plan_application")
    op.drop_index(
        "uq_institution_wish_asked",
        table_name="institution_wish",
        sqlite_where=sa.text("status = 'ASKED'"),
        postgresql_where=sa.text("status = 'ASKED'"),
    )
    op.drop_index("ix_institution_wish_waiting", table_name="institution_wish")
    op.drop_table("institution_wish")
    op.drop_index(
        "uq_group_roster_import_open",
        table_name="group_roster_import",
        sqlite_where=sa.text("status IN ('READING', 'SHOWN', 'APPLYING')"),
        postgresql_where=sa.text("status IN ('READING', 'SHOWN', 'APPLYING')"),
    )
    op.drop_index("ix_group_roster_import_made", table_name="group_roster_import")
    op.drop_index("ix_group_roster_import_list", table_name="group_roster_import")
    op.drop_table("group_roster_import")
    op.drop_index(
        "uq_group_report_released",
        table_name="group_report",
        sqlite_where=sa.text("status = 'RELEASED'"),
        postgresql_where=sa.text("status = 'RELEASED'"),
    )
    op.drop_index(
        "uq_group_report_open",
        table_name="group_report",
        sqlite_where=sa.text("status IN ('DRAFT','REVIEWED')"),
        postgresql_where=sa.text("status IN ('DRAFT','REVIEWED')"),
    )
    op.drop_index("ix_group_report_group", table_name="group_report")
    op.drop_table("group_report")
    op.drop_index(
        "uq_group_reminder_unsent",
        table_name="group_reminder",
        sqlite_where=sa.text("status IN ('ASKED', 'SENDING')"),
        postgresql_where=sa.text("status IN ('ASKED', 'SENDING')"),
    )
    op.drop_index("ix_group_reminder_list", table_name="group_reminder")
    op.drop_table("group_reminder")
    op.drop_table("group_levels")
    op.drop_index(op.f("ix_group_enrolment_client_id"), table_name="group_enrolment")
    op.drop_table("group_enrolment")
    op.drop_table("group_contract_terms")
    op.drop_index(
        "uq_group_assignment_running",
        table_name="group_assignment",
        sqlite_where=sa.text("status = 'RUNNING'"),
        postgresql_where=sa.text("status = 'RUNNING'"),
    )
    op.drop_index("ix_group_assignment_list", table_name="group_assignment")
    op.drop_table("group_assignment")
    op.drop_table("exam_item_change")
    op.drop_index("ix_exam_import_made", table_name="exam_import")
    op.drop_index("ix_exam_import_list", table_name="exam_import")
    op.drop_table("exam_import")
    op.drop_table("exam_column_title")
    op.drop_index(
        "uq_exam_booking_one_live_per_enrolment",
        table_name="exam_booking",
        sqlite_where=sa.text(
            "status IN ('CHANGE_REQUESTED', 'CHECKED_IN', 'COMPLETED', 'CONFIRMED', 'MUST_REBOOK', 'OFFERED', 'REQUESTED')"
        ),
        postgresql_where=sa.text(
            "status IN ('CHANGE_REQUESTED', 'CHECKED_IN', 'COMPLETED', 'CONFIRMED', 'MUST_REBOOK', 'OFFERED', 'REQUESTED')"
        ),
    )
    op.drop_index("ix_exam_booking_session", table_name="exam_booking")
    op.drop_index(
        "ix_exam_booking_held",
        table_name="exam_booking",
        sqlite_where=sa.text("held_until IS NOT NULL"),
        postgresql_where=sa.text("held_until IS NOT NULL"),
    )
    op.drop_index("ix_exam_booking_due", table_name="exam_booking")
    op.drop_index(op.f("ix_exam_booking_client_id"), table_name="exam_booking")
    op.drop_table("exam_booking")
    op.drop_table("entitlement")
    op.drop_index(
        "uq_diet_week_paper_being_made",
        table_name="diet_week_paper",
        sqlite_where=sa.text("file_id IS NULL"),
        postgresql_where=sa.text("file_id IS NULL"),
    )
    op.drop_index("ix_diet_week_paper_ends_at", table_name="diet_week_paper")
    op.drop_index("ix_diet_week_paper_client_id", table_name="diet_week_paper")
    op.drop_table("diet_week_paper")
    op.drop_index("ix_diet_template_shelf", table_name="diet_template")
    op.drop_table("diet_template")
    op.drop_index(
        "uq_diet_plan_version_one_scheduled",
        table_name="diet_plan_version",
        sqlite_where=sa.text("status = 'SCHEDULED'"),
        postgresql_where=sa.text("status = 'SCHEDULED'"),
    )
    op.drop_index(
        "uq_diet_plan_version_one_effective",
        table_name="diet_plan_version",
        sqlite_where=sa.text("status = 'EFFECTIVE'"),
        postgresql_where=sa.text("status = 'EFFECTIVE'"),
    )
    op.drop_table("diet_plan_version")
    op.drop_index("ix_diet_hand_over_branch_id", table_name="diet_hand_over")
    op.drop_table("diet_hand_over")
    op.drop_index("ix_diet_food_use_latest", table_name="diet_food_use")
    op.drop_table("diet_food_use")
    op.drop_index("ix_critical_alert_client", table_name="critical_alert")
    op.drop_index("ix_critical_alert_branch", table_name="critical_alert")
    op.drop_table("critical_alert")
    op.drop_index("ix_complaint_case_state", table_name="complaint_case")
    op.drop_index("ix_complaint_case_queue", table_name="complaint_case")
    op.drop_index("ix_complaint_case_handler_id", table_name="complaint_case")
    op.drop_index("ix_complaint_case_client_id", table_name="complaint_case")
    op.drop_index("ix_complaint_case_branch_id", table_name="complaint_case")
    op.drop_table("complaint_case")
    op.drop_index(
        "uq_care_team_member_live",
        table_name="care_team_member",
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.drop_index("ix_care_team_member_substitute_id", table_name="care_team_member")
    op.drop_index("ix_care_team_member_staff_id", table_name="care_team_member")
    op.drop_table("care_team_member")
    op.drop_index("ix_assessment_invitation_work", table_name="assessment_invitation")
    op.drop_table("assessment_invitation")
    op.drop_index("ix_timeline_entry_client_id", table_name="timeline_entry")
    op.drop_table("timeline_entry")
    op.drop_index("ix_stored_file_client_id", table_name="stored_file")
    op.drop_table("stored_file")
    op.drop_index("ix_staff_branch_id_role", table_name="staff")
    op.drop_table("staff")
    op.drop_index("ix_questionnaire_response_definition_id", table_name="questionnaire_response")
    op.drop_index("ix_questionnaire_response_client_id", table_name="questionnaire_response")
    op.drop_table("questionnaire_response")
    op.drop_index("ix_measurement_client_id", table_name="measurement")
    op.drop_table("measurement")
    op.drop_index(
        "uq_group_member_running",
        table_name="group_member",
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.drop_index("ix_group_member_roster", table_name="group_member")
    op.drop_table("group_member")
    op.drop_table("group_contract")
    op.drop_index(
        "uq_group_contact_running",
        table_name="group_contact",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("group_contact")
    op.drop_index(op.f("ix_exam_weekly_template_institution_id"), table_name="exam_weekly_template")
    op.drop_table("exam_weekly_template")
    op.drop_index("ix_exam_session_free_days", table_name="exam_session")
    op.drop_table("exam_session")
    op.drop_table("exam_institution_range")
    op.drop_table("exam_closure")
    op.drop_index(
        "uq_enrolment_one_coming",
        table_name="enrolment",
        sqlite_where=sa.text("status = 'COMING'"),
        postgresql_where=sa.text("status = 'COMING'"),
    )
    op.drop_index(
        "uq_enrolment_one_active",
        table_name="enrolment",
        sqlite_where=sa.text("status = 'ACTIVE'"),
        postgresql_where=sa.text("status = 'ACTIVE'"),
    )
    op.drop_index("ix_enrolment_client_id", table_name="enrolment")
    op.drop_index("ix_enrolment_branch_id", table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_index("ix_diet_task_branch_kind", table_name="diet_task")
    op.drop_index("ix_diet_task_branch_id", table_name="diet_task")
    op.drop_table("diet_task")
    op.drop_table("diet_food_revision")
    op.drop_index("ix_diet_food_key_way", table_name="diet_food_key")
    op.drop_table("diet_food_key")
    op.drop_index(
        "uq_consent_live",
        table_name="consent",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_table("consent")
    op.drop_index(op.f("ix_complaint_draft_saved_at"), table_name="complaint_draft")
    op.drop_table("complaint_draft")
    op.drop_index(
        "uq_assessment_opt_out_standing",
        table_name="assessment_opt_out",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_table("assessment_opt_out")
    op.drop_index("ix_agreement_institution_id", table_name="agreement")
    op.drop_table("agreement")
    op.drop_index("ix_access_entry_client_id", table_name="access_entry")
    op.drop_table("access_entry")
    op.drop_index("ix_notice_account_id", table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_institution_branch_id"), table_name="institution")
    op.drop_table("institution")
    op.drop_index("ix_diet_food_file_list", table_name="diet_food_file")
    op.drop_table("diet_food_file")
    op.drop_index("ix_diet_food_list", table_name="diet_food")
    op.drop_index("ix_diet_food_exchange", table_name="diet_food")
    op.drop_table("diet_food")
    op.drop_table("complaint_counted_quarter")
    op.drop_index("ix_client_group_branch", table_name="client_group")
    op.drop_table("client_group")
    op.drop_index(op.f("ix_client_phone_index"), table_name="client")
    op.drop_index("ix_client_id_index", table_name="client")
    op.drop_index("ix_client_branch_tail", table_name="client")
    op.drop_index("ix_client_branch_pinyin", table_name="client")
    op.drop_index("ix_client_branch_name", table_name="client")
    op.drop_index("ix_client_branch_initials", table_name="client")
    op.drop_index("ix_client_branch_birth", table_name="client")
    op.drop_table("client")
    op.drop_index(op.f("ix_auth_session_ends_at"), table_name="auth_session")
    op.drop_index("ix_auth_session_account_id", table_name="auth_session")
    op.drop_table("auth_session")
    op.drop_table("work_calendar_day")
    op.drop_index(
        "uq_questionnaire_definition_one_published",
        table_name="questionnaire_definition",
        sqlite_where=sa.text("status = 'PUBLISHED'"),
        postgresql_where=sa.text("status = 'PUBLISHED'"),
    )
    op.drop_table("questionnaire_definition")
    op.drop_table("plan_version")
    op.drop_index("ix_phone_code_phone_index", table_name="phone_code")
    op.drop_index(op.f("ix_phone_code_ends_at"), table_name="phone_code")
    op.drop_table("phone_code")
    op.drop_index(op.f("ix_limit_window_opened_at"), table_name="limit_window")
    op.drop_table("limit_window")
    op.drop_index(op.f("ix_kept_form_kept_at"), table_name="kept_form")
    op.drop_table("kept_form")
    op.drop_table("job_schedule")
    op.drop_index(
        "ix_job_open",
        table_name="job",
        sqlite_where=sa.text("status IN ('READY', 'LEASED')"),
        postgresql_where=sa.text("status IN ('READY', 'LEASED')"),
    )
    op.drop_index(
        "ix_job_done",
        table_name="job",
        sqlite_where=sa.text("status = 'DONE'"),
        postgresql_where=sa.text("status = 'DONE'"),
    )
    op.drop_table("job")
    op.drop_index(op.f("ix_idempotent_answer_created_at"), table_name="idempotent_answer")
    op.drop_table("idempotent_answer")
    op.drop_table("fee_schedule")
    op.drop_table("exam_package")
    op.drop_table("diet_food_table")
    op.drop_table("complaint_lengths")
    op.drop_table("complaint_day_serial")
    op.drop_index(
        "uq_branch_one_headquarters",
        table_name="branch",
        sqlite_where=sa.text("is_headquarters"),
        postgresql_where=sa.text("is_headquarters"),
    )
    op.drop_table("branch")
    op.drop_table("audit_head")
    op.drop_index(op.f("ix_audit_entry_subject_id"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("account")
    # ### end Alembic commands ###
