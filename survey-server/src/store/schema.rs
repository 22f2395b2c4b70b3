//! The tables as diesel sees them; a test compares this file with both live databases.

#![cfg_attr(not(test), expect(clippy::wildcard_imports, reason = "the macro brings the column types in that way"))]
#![expect(missing_docs, reason = "the columns are documented in the migrations and in each table's file")]

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    workspaces (id) {
        id -> Integer,
        key -> Text,
        name -> Text,
        settings -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    users (id) {
        id -> Id,
        email -> Text,
        email_key -> Text,
        name -> Text,
        locale -> Text,
        password_hash -> Nullable<Text>,
        link_generation -> Integer,
        link_expires_at -> Nullable<BigInt>,
        failed_sign_ins -> Integer,
        locked_until -> Nullable<BigInt>,
        created_at -> BigInt,
        signed_in_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    memberships (workspace_id, user_id) {
        workspace_id -> Integer,
        user_id -> Id,
        role -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    sessions (token_hash) {
        token_hash -> Binary,
        user_id -> Id,
        workspace_id -> Integer,
        user_agent -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    api_keys (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        name -> Text,
        handle -> Text,
        key_hash -> Binary,
        scope -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    audit (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        at -> BigInt,
        actor -> Text,
        action -> Text,
        object -> Text,
        detail -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    idempotency_keys (workspace_id, key) {
        workspace_id -> Integer,
        key -> Text,
        request_hash -> Binary,
        status -> Integer,
        body -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    surveys (workspace_id, id) {
        workspace_id -> Integer,
        id -> Integer,
        key -> Text,
        name -> Text,
        version -> Integer,
        link_generation -> Integer,
        closed_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    survey_versions (workspace_id, survey_id, version) {
        workspace_id -> Integer,
        survey_id -> Integer,
        version -> Integer,
        definition -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    rules (workspace_id, version) {
        workspace_id -> Integer,
        version -> Integer,
        document -> Text,
        created_at -> BigInt,
        created_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    people (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        phone -> Nullable<Text>,
        external_id -> Nullable<Text>,
        name -> Nullable<Text>,
        locale -> Nullable<Text>,
        timezone -> Nullable<Text>,
        properties -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        last_asked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    suppressions (workspace_id, address_hash, reason) {
        workspace_id -> Integer,
        address_hash -> Binary,
        reason -> Text,
        person_id -> Nullable<Id>,
        since -> BigInt,
        until -> Nullable<BigInt>,
        detail -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    soft_bounces (workspace_id, address_hash, source) {
        workspace_id -> Integer,
        address_hash -> Binary,
        source -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    events (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        external_id -> Text,
        kind -> Text,
        occurred_at -> BigInt,
        person_id -> Id,
        properties -> Text,
        basis -> Nullable<Text>,
        body_hash -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    decisions (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        person_id -> Id,
        survey_id -> Integer,
        event_id -> Nullable<Id>,
        invitation_id -> Nullable<Id>,
        at -> BigInt,
        stage -> Text,
        outcome -> Text,
        reason -> Nullable<Text>,
        rule -> Nullable<Text>,
        send_at -> Nullable<BigInt>,
        next_eligible_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    invitations (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        survey_id -> Integer,
        survey_version -> Integer,
        person_id -> Id,
        event_id -> Nullable<Id>,
        channel -> Text,
        locale -> Text,
        properties -> Text,
        state -> Text,
        generation -> Integer,
        send_at -> BigInt,
        sent_at -> Nullable<BigInt>,
        expires_at -> BigInt,
        created_at -> BigInt,
        campaign_id -> Nullable<Id>,
        reminders -> Integer,
        reminded_at -> Nullable<BigInt>,
        answered -> Bool,
        day -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    campaigns (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        name -> Text,
        survey_id -> Integer,
        state -> Text,
        created_by -> Text,
        file_name -> Text,
        file_hash -> Binary,
        heading -> Text,
        basis -> Nullable<Text>,
        pace -> Nullable<Integer>,
        starts_at -> Nullable<BigInt>,
        report -> Text,
        counts -> Text,
        cursor -> BigInt,
        next_slot -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        checked_at -> Nullable<BigInt>,
        started_at -> Nullable<BigInt>,
        paused_at -> Nullable<BigInt>,
        planned_at -> Nullable<BigInt>,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    campaign_people (workspace_id, campaign_id, line) {
        workspace_id -> Integer,
        campaign_id -> Id,
        line -> BigInt,
        state -> Text,
        reason -> Nullable<Text>,
        field -> Nullable<Text>,
        problem -> Nullable<Text>,
        email_key -> Nullable<Text>,
        person_id -> Nullable<Id>,
        invitation_id -> Nullable<Id>,
        identity -> Text,
        properties -> Text,
        cells -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    deliveries (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        about_id -> Id,
        kind -> Text,
        n -> Integer,
        recipient -> Text,
        params -> Text,
        stage -> Text,
        message_id -> Text,
        mail -> Nullable<Binary>,
        attempts -> Integer,
        code -> Nullable<Integer>,
        reply -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        sent_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    provisional (workspace_id, invitation_id) {
        workspace_id -> Integer,
        invitation_id -> Id,
        survey_id -> Integer,
        survey_version -> Integer,
        score -> Integer,
        network -> Text,
        agent_hash -> Binary,
        at -> BigInt,
        state -> Text,
        rule -> Nullable<Text>,
        until -> Nullable<BigInt>,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    clicks (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        invitation_id -> Id,
        at -> BigInt,
        method -> Text,
        link -> Text,
        score -> Nullable<Integer>,
        agent_hash -> Binary,
        network -> Text,
        prefetch -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    responses (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        survey_id -> Integer,
        survey_version -> Integer,
        person_id -> Nullable<Id>,
        invited -> Bool,
        channel -> Text,
        evidence -> Integer,
        score -> Nullable<Integer>,
        comment -> Nullable<Text>,
        answers -> Text,
        properties -> Text,
        locale -> Text,
        imported -> Bool,
        answered_at -> BigInt,
        updated_at -> BigInt,
        day -> Integer,
        version -> Integer,
        browser_hash -> Nullable<Binary>,
        external_id -> Nullable<Text>,
        tags -> Text,
        notes -> Text,
        bare -> Bool,
        counted -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    response_history (workspace_id, response_id, n) {
        workspace_id -> Integer,
        response_id -> Id,
        n -> Integer,
        at -> BigInt,
        actor -> Text,
        answers -> Text,
        applied -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    rollups (workspace_id, survey_id, question, dimension, dimension_value, day, evidence, value) {
        workspace_id -> Integer,
        survey_id -> Integer,
        question -> Text,
        dimension -> Text,
        dimension_value -> Text,
        day -> Integer,
        evidence -> Integer,
        value -> Integer,
        count -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    cases (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        number -> Integer,
        origin -> Text,
        survey_id -> Nullable<Integer>,
        response_id -> Nullable<Id>,
        person_id -> Nullable<Id>,
        rule -> Nullable<Text>,
        priority -> Text,
        team -> Nullable<Text>,
        state -> Text,
        assignee_id -> Nullable<Id>,
        do_not_contact -> Bool,
        tapped_at -> BigInt,
        opened_at -> BigInt,
        due_at -> BigInt,
        resolve_due_at -> BigInt,
        claimed_at -> Nullable<BigInt>,
        contacted_at -> Nullable<BigInt>,
        waiting_since -> Nullable<BigInt>,
        resolved_at -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
        overdue_at -> Nullable<BigInt>,
        version -> Integer,
        updated_at -> BigInt,
        bare -> Bool,
        kind -> Text,
        cause -> Nullable<Text>,
        cost -> Nullable<BigInt>,
        tags -> Text,
        event_id -> Nullable<Id>,
        merged_into -> Nullable<Id>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    case_entries (workspace_id, case_id, id) {
        workspace_id -> Integer,
        case_id -> Id,
        id -> Id,
        at -> BigInt,
        kind -> Text,
        actor -> Text,
        detail -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    rule_actions (workspace_id, response_id, rule, action) {
        workspace_id -> Integer,
        response_id -> Id,
        rule -> Text,
        action -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    endpoints (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        url -> Text,
        dialect -> Text,
        types -> Text,
        secret -> Binary,
        previous_secret -> Nullable<Binary>,
        previous_until -> Nullable<BigInt>,
        state -> Text,
        failures -> Integer,
        failing_since -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    callbacks (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        endpoint_id -> Id,
        kind -> Text,
        about_id -> Id,
        body -> Binary,
        state -> Text,
        attempts -> Integer,
        status -> Nullable<Integer>,
        error -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        delivered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    callback_attempts (workspace_id, callback_id, n) {
        workspace_id -> Integer,
        callback_id -> Id,
        n -> Integer,
        at -> BigInt,
        status -> Nullable<Integer>,
        latency_ms -> BigInt,
        answer -> Text,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    jobs (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        kind -> Text,
        payload -> Text,
        class -> Integer,
        lane -> Text,
        state -> Text,
        due_at -> BigInt,
        attempts -> Integer,
        leased_by -> Nullable<Text>,
        leased_until -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
        dedupe_key -> Nullable<Text>,
        created_at -> BigInt,
        grouped -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    breakers (route) {
        route -> Text,
        opened_at -> BigInt,
        stage -> Text,
        code -> Nullable<Integer>,
        reason -> Text,
        failures -> Integer,
        next_try_at -> BigInt,
        probe_until -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    connections (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        source -> Text,
        name -> Text,
        secret -> Nullable<Binary>,
        previous_secret -> Nullable<Binary>,
        previous_until -> Nullable<BigInt>,
        config -> Text,
        received -> BigInt,
        refused -> BigInt,
        last_received_at -> Nullable<BigInt>,
        last_refused_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    inbound (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        connection_id -> Id,
        source -> Text,
        topic -> Text,
        origin -> Text,
        dedupe_key -> Text,
        raw -> Binary,
        state -> Text,
        detail -> Text,
        person_id -> Nullable<Id>,
        received_at -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    cancellations (workspace_id, key) {
        workspace_id -> Integer,
        key -> Text,
        kind -> Text,
        at -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    data_requests (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        connection_id -> Id,
        person_id -> Id,
        asked_at -> BigInt,
        due_at -> BigInt,
        done_at -> Nullable<BigInt>,
        done_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    autopilot_members (workspace_id, platform, person_id) {
        workspace_id -> Integer,
        platform -> Text,
        person_id -> Id,
        id -> Id,
        properties -> Text,
        next_at -> BigInt,
        turn_at -> Nullable<BigInt>,
        invitation_id -> Nullable<Id>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    channels (workspace_id, key) {
        workspace_id -> Integer,
        key -> Text,
        name -> Text,
        request -> Text,
        secret -> Nullable<Binary>,
        active -> Bool,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    decision_days (workspace_id, day, survey_id, stage, reason) {
        workspace_id -> Integer,
        day -> Integer,
        survey_id -> Integer,
        stage -> Text,
        reason -> Text,
        count -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    templates (workspace_id, survey_id, locale, version) {
        workspace_id -> Integer,
        survey_id -> Integer,
        locale -> Text,
        version -> Integer,
        document -> Text,
        created_at -> BigInt,
        created_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    brands (workspace_id, survey_id, version) {
        workspace_id -> Integer,
        survey_id -> Integer,
        version -> Integer,
        document -> Text,
        created_at -> BigInt,
        created_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    logos (workspace_id, id) {
        workspace_id -> Integer,
        id -> Text,
        media_type -> Text,
        width -> Integer,
        height -> Integer,
        bytes -> Binary,
        created_at -> BigInt,
        created_by -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    kiosks (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        survey_id -> Integer,
        name -> Text,
        properties -> Text,
        locales -> Text,
        return_secs -> Integer,
        pin_hash -> Text,
        pin_failures -> Integer,
        pin_locked_until -> Nullable<BigInt>,
        link_generation -> Integer,
        waiting -> Integer,
        refused -> Integer,
        seen_at -> Nullable<BigInt>,
        removed_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    anonymous_answers (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        survey_id -> Integer,
        survey_version -> Integer,
        day -> Integer,
        channel -> Text,
        locale -> Text,
        answers -> Text,
        properties -> Text,
        acts -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    case_clocks (workspace_id, case_id) {
        workspace_id -> Integer,
        case_id -> Id,
        contact_within -> Nullable<Text>,
        resolve_within -> Text,
        pauses -> Text,
        escalation_step -> Integer,
        escalate_at -> Nullable<BigInt>,
        warned_at -> Nullable<BigInt>,
        resolve_overdue_at -> Nullable<BigInt>,
        escalating_since -> Nullable<BigInt>,
        resolve_warned_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    promises (workspace_id, case_id, n) {
        workspace_id -> Integer,
        case_id -> Id,
        n -> Integer,
        what -> Text,
        promised_at -> BigInt,
        made_at -> BigInt,
        reason -> Nullable<Text>,
        state -> Text,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    messages (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        person_id -> Nullable<Id>,
        case_id -> Nullable<Id>,
        response_id -> Nullable<Id>,
        direction -> Text,
        channel -> Text,
        author -> Text,
        subject -> Text,
        body -> Text,
        message_id -> Nullable<Text>,
        delivery_id -> Nullable<Id>,
        at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    case_tasks (workspace_id, case_id, id) {
        workspace_id -> Integer,
        case_id -> Id,
        id -> Id,
        place -> Integer,
        title -> Text,
        standard -> Bool,
        assignee_id -> Nullable<Id>,
        due_at -> Nullable<BigInt>,
        done_at -> Nullable<BigInt>,
        done_by -> Nullable<Id>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    case_wishes (workspace_id, case_id) {
        workspace_id -> Integer,
        case_id -> Id,
        call_at -> Nullable<BigInt>,
        solved -> Nullable<Bool>,
        said_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    reasks (workspace_id, case_id) {
        workspace_id -> Integer,
        case_id -> Id,
        person_id -> Nullable<Id>,
        survey_id -> Integer,
        first_score -> Nullable<Integer>,
        held_out -> Bool,
        due_at -> BigInt,
        state -> Text,
        reason -> Nullable<Text>,
        invitation_id -> Nullable<Id>,
        score -> Nullable<Integer>,
        answered_at -> Nullable<BigInt>,
        created_at -> BigInt,
        trial -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    known_problems (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        title -> Text,
        words -> Text,
        cause -> Nullable<Text>,
        affected -> Text,
        expected_at -> Nullable<BigInt>,
        declared_at -> BigInt,
        declared_by -> Nullable<Id>,
        over_at -> Nullable<BigInt>,
        cursor -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    known_problem_people (workspace_id, problem_id, person_id) {
        workspace_id -> Integer,
        problem_id -> Id,
        person_id -> Id,
        case_id -> Nullable<Id>,
        told_at -> Nullable<BigInt>,
        told_over_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    improvements (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        cause -> Text,
        title -> Text,
        made_at -> BigInt,
        words -> Text,
        told_at -> Nullable<BigInt>,
        told -> Integer,
        created_by -> Nullable<Id>,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    team_members (workspace_id, team, user_id) {
        workspace_id -> Integer,
        team -> Text,
        user_id -> Id,
        place -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    shifts (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        user_id -> Id,
        team -> Nullable<Text>,
        away -> Bool,
        from_at -> BigInt,
        until_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    rooms (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        service -> Text,
        name -> Text,
        target -> Binary,
        team -> Nullable<Text>,
        state -> Text,
        reason -> Nullable<Text>,
        failures -> Integer,
        failing_since -> Nullable<BigInt>,
        version -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    room_messages (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        room_id -> Id,
        case_id -> Nullable<Id>,
        kind -> Text,
        state -> Text,
        attempts -> Integer,
        status -> Nullable<Integer>,
        error -> Nullable<Text>,
        created_at -> BigInt,
        sent_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    views (workspace_id, id) {
        workspace_id -> Integer,
        id -> Id,
        name -> Text,
        query -> Text,
        alarm -> Bool,
        created_by -> Nullable<Id>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    view_alarms (workspace_id, view_id, day) {
        workspace_id -> Integer,
        view_id -> Id,
        day -> Integer,
        direction -> Text,
        value -> Integer,
        usual -> Integer,
        answers -> BigInt,
        told_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    flow_alarms (workspace_id, kind, since) {
        workspace_id -> Integer,
        kind -> Text,
        since -> BigInt,
        told_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    digests (workspace_id, view_id, user_id) {
        workspace_id -> Integer,
        view_id -> Id,
        user_id -> Id,
        every -> Text,
        next_at -> BigInt,
        told_until -> Nullable<BigInt>,
        said_empty -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    comments (number) {
        number -> BigInt,
        workspace_id -> Integer,
        response_id -> Id,
        question -> Text,
        survey_id -> Integer,
        day -> Integer,
        category -> Integer,
        terms -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    cursors (workspace_id, name) {
        workspace_id -> Integer,
        name -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    testimonials (workspace_id, response_id) {
        workspace_id -> Integer,
        response_id -> Id,
        state -> Text,
        author -> Text,
        words -> Text,
        decided_by -> Nullable<Id>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::super::types::sql::Id;

    tag_marks (workspace_id, response_id, tag) {
        workspace_id -> Integer,
        response_id -> Id,
        tag -> Text,
        mark -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    tag_marks,
    views,
    view_alarms,
    flow_alarms,
    digests,
    comments,
    cursors,
    testimonials,
    case_clocks,
    promises,
    messages,
    case_tasks,
    case_wishes,
    reasks,
    known_problems,
    known_problem_people,
    improvements,
    team_members,
    shifts,
    rooms,
    room_messages,
    anonymous_answers,
    kiosks,
    channels,
    workspaces,
    users,
    memberships,
    sessions,
    api_keys,
    audit,
    idempotency_keys,
    surveys,
    survey_versions,
    rules,
    templates,
    brands,
    logos,
    people,
    suppressions,
    soft_bounces,
    events,
    decisions,
    invitations,
    autopilot_members,
    campaigns,
    campaign_people,
    deliveries,
    clicks,
    provisional,
    responses,
    response_history,
    rollups,
    cases,
    case_entries,
    rule_actions,
    endpoints,
    callbacks,
    callback_attempts,
    jobs,
    connections,
    inbound,
    cancellations,
    data_requests,
    breakers,
);
