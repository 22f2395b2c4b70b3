//! The shapes of bodies and answers, for the OpenAPI document. A test holds the answers against them.

mod autopilot;
mod dialect;
mod evidence;
mod outreach;
mod own;
mod problems;
mod reasons;
mod recovery;
mod segments;
mod views;

pub use autopilot::{
    Autopilot, AutopilotJoined, AutopilotLeave, AutopilotLeft, AutopilotMember, AutopilotMemberWrite, AutopilotWrite,
};
pub use dialect::{
    Bounced, Done, Metrics, PersonAsked, PersonChange, PersonListed, PersonWhole, PersonWrite, Response,
    ResponseChange, ResponseWrite, Unsubscribe, Unsubscribed,
};
pub use evidence::{AcceptedResponse, HeldResponse, HeldResponses};
pub use outreach::{
    Decided, Decisions, DecisionsOfPerson, Improvement, ImprovementWrite, Improvements, OutreachReport, RecoveryReport,
};
pub use own::{
    BacktestWrite, Backtested, Brand, Channel, ChannelRequest, ChannelWrite, Channels, Decision, EventBatch,
    EventPerson, EventTaken, EventWrite, EventsTaken, Links, OutreachPlan, PlanEntry, Refused, ReviewLink, Rules,
    ScoreLink, ScoreReport, Settings, Survey, SurveyBrief, Surveys, Texts, TrendPoint, TrendReport,
};
pub use problems::{KnownProblem, KnownProblems, NewProblem, ProblemOver, ProblemWords};
pub use reasons::{CommentList, DriversReport, TermsReport};
pub use recovery::{
    CaseBrief, CaseChange, CaseLine, CaseMerge, CaseMessage, CaseMessages, CaseStep, CaseWhole, CaseWrite, Cases,
    Deliveries, Delivery, DeliveryAttempt, DeliveryWhole, NewMessage, Queued, Replay, Replayed, Webhook, WebhookChange,
    WebhookMade, WebhookRotate, WebhookWrite, Webhooks,
};
pub use segments::{CompareReport, LoyaltyReport, SegmentLine, SegmentsReport};
pub use views::{View, ViewChange, ViewWrite, Views};
