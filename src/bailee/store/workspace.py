"""`Workspace(home, organisation, member)`: the tenant's door, and the only way to rows. Fetch is authorise.

    with workspace.transaction():                       # the change and its evidence, or neither
        workspace.declare(activity)
        workspace.record("activity-declared", activity_ident, {"categories": 2})

What comes out are plain frozen values. Another organisation's rows are not refused: they are not there.

| part | methods |
|---|---|
| declared | `organisation_name  rename_organisation  facts  set_fact  activities  declare  declare_all` |
| recorded | `drafts  save_drafts  difference_answers  answer_difference  contacts  name_contact` |
| translated | `translations  translate` |
| agreed | `contracts  contract  save_contracts` |
| scanned | `places  add_place  scans  known_lists  save_known_list  forget_known_list  findings  kinds  files  coverage  coverage_by_store  decide` |
| asked to be scanned | `add_scan_request  scan_request  save_schedule  schedules  past_scans  scan_differences` |
| scanned by several workers | `divided_scan  add_range  add_linked_range  give_range  scan_ranges  range_figures  scan_range  request_of  keep_range  end_range  wish_of  failed_range` |
| under policies | `policies  policy_versions  save_policy  place_standings  device_of  last_due` |
| of devices, at the end of each scan | `note_reading  device_readings  readings_of  fleet_facts` |
| archived | `gone_by_month  count_gone  count_archived  archive_month  archives  archive_content  recorded_digests  bring_back  erase_archived  erase_gone  rewrite_archives  archived_then` |
| sought | `save_found_places  sought_places  leave_place` |
| held | `inventory  holdings  differences  exposures  opened  least_privilege  owners  remarks  needs  say_need` |
| departed | `ground  verdicts  decide_departure  note_departures  departure_history  confidential_places  declare_confidential  legal_holds  place_hold  lift_hold  whose_decisions  decide_whose` |
| told | `notices  notice_version  add_notice_version  publish  mark_sent_to_all  sign_offs  record_sign_off` |
| asked to sign | `ask_to_sign  sign_requests  sign_request  own_requests  sign_events  answering  note_signing  know_signer  give_pins  try_pin  keep_certificate  certificate  certificates_to_stamp  stamp_certificate` |
| who signed, at a glance | `signing_marks  changed_since  directory  asked_rows  signed_rows  unanswered  is_asked` |
| at the gate | `reached  gate_overrides  add_gate_override  withdraw_gate_override` |
| agreed to | `consent_forms  consent_form  add_consent_form  principal  consent_key  add_consent_events  consent_events  consent_lines  consent_principals  add_consent_link  consent_link  consent_links  revoke_consent_link  try_consent_code` |
| delivered | `add_campaign  campaigns  campaign  campaign_document  enlist  enlisted  delivery_page  deliveries  delivery_causes  note_deliveries  note_posted  end_campaign  delivery_events  reach` |
| written to | `correspondence  choose_correspondence` |
| sitting at a page without an account | `open_sitting  is_sitting  sittings  end_sitting  leave_sitting` |
| put up | `put_up  take_down  postings  set_notice_page  notice_pages` |
| told | `notices  notice_version  add_notice_version  publish  mark_sent_to_all  sign_offs  signers  record_sign_off  add_policy  policy_file` |
| on the roster | `roster  roster_of_all  roster_page  roster_counts  roster_prints  roster_person  roster_changes  add_roster_person  save_roster  mark_missing  mark_found  end_roster_person  end_roster_people` |
| asked about their own | `add_request  requests  request  own_data_requests  request_prints  add_request_act  request_acts  asked_by_page_since  is_request_page_open  set_request_page  hold_prints` |
| one person's | `found_of  others_in` |
| monitored | `tool_traces  tool_looks  add_tool_look  tool_declarations  declare_tool  register` |
| secured | `protected_files  protected_file  save_protected_file` |
| proposed to protect | `proposals  add_proposals  decide_proposals  keep_erasure  erasures  erasure_document` |
| judged | `queue  triage_counts  finding_told  judge  take_back  settle  judgement_rules  save_rule  saved_views  save_view  forget_view` |
| reported | `report_brand  provider_brand  save_report_brand  keep_report  kept_reports  kept_report  report_file  report_schedules  save_report_schedule  moved  done_between` |
| as it stood | `status_page  save_status_page  log_size  snapshots  past_page  queue_on  counts_on  coverage_on` |
| alerts | `alerts  waiting_alerts  settle_alerts  see_alert  alert_mail  choose_alert_mail  alert_readers  telling  note_told` |
| tasks | `settle_tasks  derive_tasks_again  task_look  task_list  task_counts  task  acting_on_tasks  add_task_event  task_feeds  add_task_feed  revoke_task_feed` |
| told elsewhere | `ticket_desks  add_ticket_desk  change_ticket_desk  ticket_access  end_ticket_desk  ticket_rules  add_ticket_rule  end_ticket_rule  ticket_ways  note_desk  tickets  want_tickets  live_things  due_tickets  begin_ticket  note_ticket  note_ticket_fault  to_look_at  note_looked  chat_channels  add_chat_channel  end_chat_channel  chat_ways  put_messages  due_messages  note_message  put_off_message  note_channel  not_taken` |
| asked by programs | `finding_page  tokens  add_token  revoke_token  answer_given  keep_answer` |
| heard by programs | `webhooks  webhook  add_webhook  change_webhook  end_webhook  switch_on_webhook  webhook_messages  webhook_message  send_webhook_again  leave_webhook_message  note_webhook_test` |
| belongs | `member_list  add_member  change_role  end_member  member_spans  provider_name  note_access  accesses  last_opened  sites  add_site  place_at  close_site` |
| of a provider | `clients  add_client  assign  end_assignment  break_glass  broken_glass  client_accesses  client_spans  become_provider  leaving  step_of_leaving  destroy_client_keys` |
| of the fleet | `add_enrolment_code  enrolment_codes  revoke_enrolment_code  use_enrolment_code  add_agent  agents  revoke_agent  let_go_on  let_all_go_on  note_agent  agent_events  agent_place  add_lease  leases  withdraw_lease  give_lease  hold_lease  arrived_leases  pieces_of  settle_lease` |
| instructed | `needs_authority  instructions  record_instruction  withdraw_instruction  agreements  record_agreement` |
| reviewed | `reviews  counsel_decisions  record_decisions  save_packet  packets  release  admit  shut_out  privilege_acts` |
| of incidents | `incidents  incident  privileged_incidents  incident_acts  add_incident  add_incident_act  keep_sheet  kept_sheets  add_letter_steps  letter_steps  note_disk  disk_readings  looks  lost_mark  findings_then  lay_more_than  values_then  add_what_lay` |
| with keys | `add_key_act  key_acts` |
| drilled | `add_drill_sheet  drill_sheets  drill_sheet` |
| proven | `transaction  record  record_all  newest_checkpoint  evidence  delivered  records_of  inclusion  consistency  erase_records` |
| kept elsewhere | `holders  add_holder  end_holder  given  note_given  log_stamps  add_stamp` |
"""

from __future__ import annotations

from bailee.store.rows.alerts import Alerts
from bailee.store.rows.archives import Archives
from bailee.store.rows.authority import Authorities
from bailee.store.rows.chatted import NotTakenRows
from bailee.store.rows.consent_links import ConsentLinks
from bailee.store.rows.contracts import Contracts
from bailee.store.rows.correspondence import Correspondences
from bailee.store.rows.deliveries import Deliveries
from bailee.store.rows.departed import Departed
from bailee.store.rows.device_readings import DeviceReadings
from bailee.store.rows.drills import Drills
from bailee.store.rows.fleet import Fleet
from bailee.store.rows.fleet_facts import FleetSeen
from bailee.store.rows.gates import Gates
from bailee.store.rows.incidents import Incidents
from bailee.store.rows.key_acts import KeyActs
from bailee.store.rows.leaving import Leaving
from bailee.store.rows.listed import Listed
from bailee.store.rows.log_given import LogGivens
from bailee.store.rows.log_proofs import LogProofs
from bailee.store.rows.one_person import OnePerson
from bailee.store.rows.past import Past
from bailee.store.rows.policies import Policies
from bailee.store.rows.postings import Postings
from bailee.store.rows.programs import Programs
from bailee.store.rows.proofs import Proofs
from bailee.store.rows.proposed import Proposed
from bailee.store.rows.proven import Proven
from bailee.store.rows.recorded import Recorded
from bailee.store.rows.reported import Reported
from bailee.store.rows.requests import Requests
from bailee.store.rows.reviews import Reviewed
from bailee.store.rows.scan_policies import ScanPolicies
from bailee.store.rows.scan_work import ScanWork
from bailee.store.rows.secured import Secured
from bailee.store.rows.signing import Signing
from bailee.store.rows.sittings import Sittings
from bailee.store.rows.sought import Sought
from bailee.store.rows.standings import Standings
from bailee.store.rows.tasks import Tasks
from bailee.store.rows.translated import Translated
from bailee.store.rows.views import Views
from bailee.store.rows.webhooks import Webhooks


class Workspace(
    Incidents,
    Fleet,
    Signing,
    Sittings,
    Standings,
    Correspondences,
    Departed,
    Drills,
    Deliveries,
    Postings,
    Secured,
    Sought,
    Archives,
    ScanPolicies,
    DeviceReadings,
    FleetSeen,
    ScanWork,
    Reported,
    NotTakenRows,
    Past,
    Views,
    Alerts,
    Tasks,
    Listed,
    Programs,
    Gates,
    ConsentLinks,
    Proofs,
    Proposed,
    Policies,
    KeyActs,
    LogGivens,
    LogProofs,
    Leaving,
    OnePerson,
    Requests,
    Authorities,
    Recorded,
    Translated,
    Contracts,
    Reviewed,
    Webhooks,
    Proven,
):
    """One member's door to one organisation. NotAllowed where the member does not belong to it."""
