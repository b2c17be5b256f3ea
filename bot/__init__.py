"""Factdesk, the newsroom's fact file in Slack.

The road of a fact, from the editor's YAML to the reporter's screen:

    seeds/*.yaml  sources ──┐
    facts/*.yaml  facts ────┼─ load ─ validate ─▶ FactFile ─▶ search ─┬─▶ answer ─▶ render ──────┬─▶ Slack
    facts/names.yaml ───────┘                        ▲                │     ▲                    └─▶ terminal
                                                     │                │ attribution              ▲
                                                     │                │     ▼                    │
                                                     │ a draft ─────▶ └─▶ check ──▶ review_card ─┘
                                                     │
    an editor's form ─▶ edits ─▶ rewriting ─▶ editing ─▶ the files, or PostgreSQL
                                                 └─▶ ledger ─▶ history, approvals, who is to be told

Modules, each importing only from those before it (`make check` holds that):
errors · model · text · yaml_syntax · strict_yaml · shape · schema · load · links · claims ·
validate · attribution · search · answer · check · stories · lint · changes · edits · rewriting ·
skeletons · same_question · typeahead · block_kit · form_kit · edit_views · edit_forms · edit_cards ·
desk_cards · question_cards · render · review_card · home_view · exports ‖ config · terminal ·
review_text · logs · ledger · editing · slack · playground · doctor · cli_parts · check_command ·
diff_command · file_commands · ledger_commands · cli.
Before the ‖ is the core: values in, values out. It knows no Slack, no environment, no clock, no
network and no log. After it, each module talks to one thing outside.
"""

__version__ = "0.1.0"
