output "workspace" {
  value = data.seam_workspace.this.name
}

output "users" {
  description = "Information about each session, without secrets."
  value = {
    for name, session in seam_client_session.user : name => {
      client_session_id = session.client_session_id
      expires_at        = session.expires_at
      # For write-only arguments. It changes only when the token changes.
      token_version = session.token_version
    }
  }
}

output "kiosk_token" {
  value     = seam_client_session.kiosk.token
  sensitive = true
}

output "sessions_without_a_key" {
  value = length(data.seam_client_sessions.keyless.client_sessions)
}
