"""The client: all nouns in one. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from bailee.client.nouns.access import Access
from bailee.client.nouns.alert_mail import AlertMail
from bailee.client.nouns.alerts import Alerts
from bailee.client.nouns.alerts_seen import AlertsSeen
from bailee.client.nouns.archive_verification import ArchiveVerification
from bailee.client.nouns.archived_findings import ArchivedFindings
from bailee.client.nouns.archives import Archives
from bailee.client.nouns.assessment import Assessment
from bailee.client.nouns.authority import Authority
from bailee.client.nouns.background_work import BackgroundWork
from bailee.client.nouns.binders import Binders
from bailee.client.nouns.changes import Changes
from bailee.client.nouns.clients import Clients
from bailee.client.nouns.confidential_folders import ConfidentialFolders
from bailee.client.nouns.consent_forms import ConsentForms
from bailee.client.nouns.consents import Consents
from bailee.client.nouns.contracts import Contracts
from bailee.client.nouns.correspondence import Correspondence
from bailee.client.nouns.counsel import Counsel
from bailee.client.nouns.coverage import Coverage
from bailee.client.nouns.deliveries import Deliveries
from bailee.client.nouns.departures import Departures
from bailee.client.nouns.devices import Devices
from bailee.client.nouns.differences import Differences
from bailee.client.nouns.drills import Drills
from bailee.client.nouns.evidence import Evidence
from bailee.client.nouns.exports import Exports
from bailee.client.nouns.exposures import Exposures
from bailee.client.nouns.facts import Facts
from bailee.client.nouns.finding_decisions import FindingDecisions
from bailee.client.nouns.finding_rules import FindingRules
from bailee.client.nouns.findings import Findings
from bailee.client.nouns.fleet import Fleet
from bailee.client.nouns.gate import Gate
from bailee.client.nouns.gate_overrides import GateOverrides
from bailee.client.nouns.holders import Holders
from bailee.client.nouns.holds import Holds
from bailee.client.nouns.incidents import Incidents
from bailee.client.nouns.inventory import Inventory
from bailee.client.nouns.invitations import Invitations
from bailee.client.nouns.jobs import Jobs
from bailee.client.nouns.keys import Keys
from bailee.client.nouns.kinds import Kinds
from bailee.client.nouns.known_values import KnownValues
from bailee.client.nouns.left_places import LeftPlaces
from bailee.client.nouns.losses import Losses
from bailee.client.nouns.me import Me
from bailee.client.nouns.members import Members
from bailee.client.nouns.monitoring import Monitoring
from bailee.client.nouns.needs import Needs
from bailee.client.nouns.notice_kinds import NoticeKinds
from bailee.client.nouns.notice_pages import NoticePages
from bailee.client.nouns.notices import Notices
from bailee.client.nouns.obligation_changes import ObligationChanges
from bailee.client.nouns.obligations import Obligations
from bailee.client.nouns.openapi import Openapi
from bailee.client.nouns.paper import Paper
from bailee.client.nouns.people import People
from bailee.client.nouns.places import Places
from bailee.client.nouns.policies import Policies
from bailee.client.nouns.posters import Posters
from bailee.client.nouns.processor_record import ProcessorRecord
from bailee.client.nouns.proof import Proof
from bailee.client.nouns.protection import Protection
from bailee.client.nouns.questions import Questions
from bailee.client.nouns.report_checks import ReportChecks
from bailee.client.nouns.report_kinds import ReportKinds
from bailee.client.nouns.report_look import ReportLook
from bailee.client.nouns.report_schedules import ReportSchedules
from bailee.client.nouns.reports import Reports
from bailee.client.nouns.request_figures import RequestFigures
from bailee.client.nouns.request_page import RequestPage
from bailee.client.nouns.requests import Requests
from bailee.client.nouns.roster import Roster
from bailee.client.nouns.scans import Scans
from bailee.client.nouns.schedules import Schedules
from bailee.client.nouns.sheet_scans import SheetScans
from bailee.client.nouns.sign_offs import SignOffs
from bailee.client.nouns.sign_requests import SignRequests
from bailee.client.nouns.sites import Sites
from bailee.client.nouns.sittings import Sittings
from bailee.client.nouns.stale_notices import StaleNotices
from bailee.client.nouns.statements import Statements
from bailee.client.nouns.status import Status
from bailee.client.nouns.store_summaries import StoreSummaries
from bailee.client.nouns.stores import Stores
from bailee.client.nouns.strategy import Strategy
from bailee.client.nouns.task_assignments import TaskAssignments
from bailee.client.nouns.tasks import Tasks
from bailee.client.nouns.tickets import Tickets
from bailee.client.nouns.tokens import Tokens
from bailee.client.nouns.traders import Traders
from bailee.client.nouns.webhooks import Webhooks

MADE_FROM = "357718efea65d81ca460f87f50e873ee"  # digest of the description that it was made from


class Client(
    Access,
    AlertMail,
    Alerts,
    AlertsSeen,
    ArchiveVerification,
    ArchivedFindings,
    Archives,
    Assessment,
    Authority,
    BackgroundWork,
    Binders,
    Changes,
    Clients,
    ConfidentialFolders,
    ConsentForms,
    Consents,
    Contracts,
    Correspondence,
    Counsel,
    Coverage,
    Deliveries,
    Departures,
    Devices,
    Differences,
    Drills,
    Evidence,
    Exports,
    Exposures,
    Facts,
    FindingDecisions,
    FindingRules,
    Findings,
    Fleet,
    Gate,
    GateOverrides,
    Holders,
    Holds,
    Incidents,
    Inventory,
    Invitations,
    Jobs,
    Keys,
    Kinds,
    KnownValues,
    LeftPlaces,
    Losses,
    Me,
    Members,
    Monitoring,
    Needs,
    NoticeKinds,
    NoticePages,
    Notices,
    ObligationChanges,
    Obligations,
    Openapi,
    Paper,
    People,
    Places,
    Policies,
    Posters,
    ProcessorRecord,
    Proof,
    Protection,
    Questions,
    ReportChecks,
    ReportKinds,
    ReportLook,
    ReportSchedules,
    Reports,
    RequestFigures,
    RequestPage,
    Requests,
    Roster,
    Scans,
    Schedules,
    SheetScans,
    SignOffs,
    SignRequests,
    Sites,
    Sittings,
    StaleNotices,
    Statements,
    Status,
    StoreSummaries,
    Stores,
    Strategy,
    TaskAssignments,
    Tasks,
    Tickets,
    Tokens,
    Traders,
    Webhooks,
):
    """A server, as a token sees it."""
