import {
  to = seam_client_session.mary
  id = "user_identifier_key=5c0e94b7-d3a8-4f16-82b9-7e6d1f40c395"
}
