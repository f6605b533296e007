# terraform apply -invoke=action.seam_client_session_revoke.jane
action "seam_client_session_revoke" "jane" {
  config {
    user_identifier_key = "b7c1f0a4-8f4e-4a53-9f0e-3d1c2b5a6e7f"
  }
}
