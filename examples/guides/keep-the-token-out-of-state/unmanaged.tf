# No resource and no state at all: a session for the time of this run.
ephemeral "seam_client_session" "smoke_test" {
  user_identifier_key = "e51b8f0d-90a4-47e5-8d0c-0a9b7c3e4d21"
  on_close            = "delete"
}
