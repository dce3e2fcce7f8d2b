"""Tables. Each one of an organisation's has `organisation_id`; `WITHOUT_ORGANISATION` names the others, with reasons."""

from __future__ import annotations

from django.apps import apps

from bailee.store.database import set_up_django

if not apps.apps_ready:
    set_up_django()


from bailee.store.models.access_needs import AccessNeed
from bailee.store.models.alerts import AlertChoice, AlertEvent, AlertOpen
from bailee.store.models.archives import FindingArchive
from bailee.store.models.consents import ConsentEvent, ConsentForm, ConsentLink
from bailee.store.models.contracts import Contract
from bailee.store.models.declarations import ActivityDraft, Declaration, DifferenceAnswer, Fact, RecordContact
from bailee.store.models.deliveries import Campaign, Correspondence, Delivery, DeliveryEvent, NoticePage, Posting
from bailee.store.models.departures import (
    ConfidentialPlace,
    DepartureDecision,
    DepartureEvent,
    LegalHold,
    WhoseDecision,
)
from bailee.store.models.devices import Device
from bailee.store.models.drills import DrillSheet
from bailee.store.models.evidence import Checkpoint, EvidenceRecord
from bailee.store.models.fleet import Agent, AgentEvent, AgentLease, AgentPush, EnrolmentCode
from bailee.store.models.found_places import FoundPlace
from bailee.store.models.gates import GateOverride
from bailee.store.models.incidents import DiskReading, IncidentAct, IncidentLetter, IncidentSheet
from bailee.store.models.invitations import Invitation, MailMessage, PersonLink
from bailee.store.models.jobs import Job, JobStep
from bailee.store.models.key_acts import KeyAct
from bailee.store.models.log_given import LogGiven, LogHolder, LogStamp
from bailee.store.models.monitoring import ToolDeclaration, ToolLook, ToolTrace
from bailee.store.models.notices import Notice, NoticeVersion, PolicyFile, SignOff
from bailee.store.models.organisations import Member, Organisation, Place
from bailee.store.models.proposals import ErasureCertificate, ProtectionEvent, ProtectionProposal
from bailee.store.models.protected_files import ProtectedFile, ProtectedFileChange
from bailee.store.models.reports import KeptReport, ReportBrand, ReportFile, ReportSchedule
from bailee.store.models.requests import DataSubjectRequest, RequestAct, RequestPage
from bailee.store.models.reviews import CounselDecision, CounselPacket, PrivilegeAct
from bailee.store.models.roster import RosterChange, RosterPerson
from bailee.store.models.scan_policies import DeviceReading, ScanPolicy
from bailee.store.models.scan_work import ScanChange, ScanRange, ScanRequest, ScanSchedule
from bailee.store.models.scans import (
    Decision,
    FileRights,
    Finding,
    KindFound,
    KnownList,
    NormalForm,
    Scan,
    ScannedFile,
    ScannedFolder,
)
from bailee.store.models.signing import SignCertificate, SignEvent, SignRequest
from bailee.store.models.sittings import Sitting
from bailee.store.models.snapshots import StatusPage, StatusSnapshot
from bailee.store.models.tasks import TaskEvent, TaskFeed, TaskLook, TaskState
from bailee.store.models.tenancy import Access, Authority, MemberChange, OffBoarding, Site
from bailee.store.models.tickets import ChatChannel, ChatMessage, Ticket, TicketDesk, TicketRule
from bailee.store.models.tokens import ApiAnswer, ApiToken
from bailee.store.models.triage import CueWords, JudgementRule, SavedView, TriageCount, TriageSettled
from bailee.store.models.webhooks import Webhook, WebhookMessage, WebhookTry

WITHOUT_ORGANISATION = {
    "django_migrations": "which migrations ran: about the store itself",
    "sqlite_sequence": "SQLite's own counter of row numbers",
    "procrastinate_jobs": "the queue of work, on PostgreSQL: whose job it is and which one, as numbers",
    "procrastinate_workers": "workers that take from it, and when they last said that they live",
    "procrastinate_events": "when a job was taken from it and put back",
    "procrastinate_periodic_defers": "unused: what is due by a schedule stands in tables of ours",
}

APPEND_ONLY = (
    Access,
    Authority,
    MemberChange,
    OffBoarding,
    Decision,
    Declaration,
    ActivityDraft,
    DifferenceAnswer,
    RecordContact,
    Contract,
    Fact,
    EvidenceRecord,
    Checkpoint,
    ToolLook,
    ToolDeclaration,
    StatusSnapshot,
    RosterChange,
    JudgementRule,
    ScanRequest,
    ScanSchedule,
    ScanChange,
    AlertEvent,
    ConfidentialPlace,
    DepartureDecision,
    DepartureEvent,
    LegalHold,
    WhoseDecision,
    CounselDecision,
    CounselPacket,
    PrivilegeAct,
    SignEvent,
    TaskEvent,
    GateOverride,
    ConsentForm,
    ConsentEvent,
    DeliveryEvent,
    Posting,
    NoticePage,
    KeyAct,
    AccessNeed,
    ProtectionEvent,
    ErasureCertificate,
    DataSubjectRequest,
    RequestAct,
    RequestPage,
    ProtectedFileChange,
    DrillSheet,
    LogGiven,
    LogStamp,
    IncidentAct,
    IncidentSheet,
    IncidentLetter,
    DiskReading,
    ReportBrand,
    KeptReport,
    ReportFile,
    ReportSchedule,
    AgentEvent,
    ScanPolicy,
    DeviceReading,
)

__all__ = [
    "APPEND_ONLY",
    "WITHOUT_ORGANISATION",
    "Access",
    "AccessNeed",
    "ActivityDraft",
    "Agent",
    "AgentEvent",
    "AgentLease",
    "AgentPush",
    "AlertChoice",
    "AlertEvent",
    "AlertOpen",
    "ApiAnswer",
    "ApiToken",
    "Authority",
    "Campaign",
    "ChatChannel",
    "ChatMessage",
    "Checkpoint",
    "ConfidentialPlace",
    "ConsentEvent",
    "ConsentForm",
    "ConsentLink",
    "Contract",
    "Correspondence",
    "CounselDecision",
    "CounselPacket",
    "CueWords",
    "DataSubjectRequest",
    "Decision",
    "Declaration",
    "Delivery",
    "DeliveryEvent",
    "DepartureDecision",
    "DepartureEvent",
    "Device",
    "DeviceReading",
    "DifferenceAnswer",
    "DiskReading",
    "DrillSheet",
    "EnrolmentCode",
    "ErasureCertificate",
    "EvidenceRecord",
    "Fact",
    "FileRights",
    "Finding",
    "FindingArchive",
    "FoundPlace",
    "GateOverride",
    "IncidentAct",
    "IncidentLetter",
    "IncidentSheet",
    "Invitation",
    "Job",
    "JobStep",
    "JudgementRule",
    "KeptReport",
    "KeyAct",
    "KindFound",
    "KnownList",
    "LegalHold",
    "LogGiven",
    "LogHolder",
    "LogStamp",
    "MailMessage",
    "Member",
    "MemberChange",
    "NormalForm",
    "Notice",
    "NoticePage",
    "NoticeVersion",
    "OffBoarding",
    "Organisation",
    "PersonLink",
    "Place",
    "PolicyFile",
    "Posting",
    "PrivilegeAct",
    "ProtectedFile",
    "ProtectedFileChange",
    "ProtectionEvent",
    "ProtectionProposal",
    "RecordContact",
    "ReportBrand",
    "ReportFile",
    "ReportSchedule",
    "RequestAct",
    "RequestPage",
    "RosterChange",
    "RosterPerson",
    "SavedView",
    "Scan",
    "ScanChange",
    "ScanPolicy",
    "ScanRange",
    "ScanRequest",
    "ScanSchedule",
    "ScannedFile",
    "ScannedFolder",
    "SignCertificate",
    "SignEvent",
    "SignOff",
    "SignRequest",
    "Site",
    "Sitting",
    "StatusPage",
    "StatusSnapshot",
    "TaskEvent",
    "TaskFeed",
    "TaskLook",
    "TaskState",
    "Ticket",
    "TicketDesk",
    "TicketRule",
    "ToolDeclaration",
    "ToolLook",
    "ToolTrace",
    "TriageCount",
    "TriageSettled",
    "Webhook",
    "WebhookMessage",
    "WebhookTry",
    "WhoseDecision",
]
