data "seam_client_sessions" "of_jane" {
  user_identity_id = "71ff7f71-2cf4-458a-8db4-6ad539c8b66a"
}

output "session_ids_of_jane" {
  value = data.seam_client_sessions.of_jane.client_sessions[*].client_session_id
}
