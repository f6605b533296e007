# No resource and no state: a session that exists only during this run.
ephemeral "seam_client_session" "smoke_test" {
  user_identifier_key = "2278b5a3-2377-465c-b107-05f463e965b6"
  on_close            = "delete"
}
