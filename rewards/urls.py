"""Pages of clusters at work: cross-scoring, meeting, votes, sending; under ``campaigns/``."""

from django.urls import path

from rewards.views import clusters, compare, meetings, peers, screen, sending, templates, votes

HERE = "campaigns/<slug:code>/clusters/"
CLUSTER = HERE + "<id:block_id>/"
MEETING = HERE + "meetings/<id:pk>/"
VOTE = MEETING + "votes/<id:vote_id>/"
TEMPLATE = HERE + "templates/<slug:kind>"

urlpatterns = [
    path(HERE, clusters.clusters, name="clusters"),
    path(CLUSTER, clusters.cluster, name="cluster"),
    path(CLUSTER + "appoint/", clusters.cluster_appoint, name="cluster_appoint"),
    path(CLUSTER + "compare/", compare.cluster_compare, name="cluster_compare"),
    path(CLUSTER + "peers/", peers.peer_hand_out, name="peer_hand_out"),
    path(CLUSTER + "peers/<id:sheet_id>/", peers.peer_sheet, name="peer_sheet"),
    path(CLUSTER + "peers/<id:sheet_id>/give-back/", peers.peer_give_back, name="peer_give_back"),
    path(CLUSTER + "meetings/new/", meetings.meeting_new, name="meeting_new"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "edit/", meetings.meeting_edit, name="meeting_edit"),
    path(MEETING + "open/", meetings.meeting_open, name="meeting_open"),
    path(MEETING + "call/", meetings.meeting_call, name="meeting_call"),
    path(MEETING + "points/", meetings.meeting_point, name="meeting_point"),
    path(MEETING + "points/<id:point_id>/strike/", meetings.point_strike, name="point_strike"),
    path(MEETING + "finish/", meetings.meeting_finish, name="meeting_finish"),
    path(MEETING + "screen/", screen.meeting_screen, name="meeting_screen"),
    path(MEETING + "send/", sending.meeting_send, name="meeting_send"),
    path(MEETING + "documents/<slug:kind>.docx", sending.meeting_document, name="meeting_document"),
    path(MEETING + "files/<id:file_id>/", sending.submission_file, name="submission_file"),
    path(MEETING + "sent/<id:submission_id>/receive/", sending.submission_receive, name="submission_receive"),
    path(MEETING + "votes/new/", votes.vote_new, name="vote_new"),
    path(VOTE + "drop/", votes.vote_drop, name="vote_drop"),
    path(VOTE + "open/", votes.vote_open, name="vote_open"),
    path(VOTE + "cast/", votes.vote_cast, name="vote_cast"),
    path(VOTE + "close/", votes.vote_close, name="vote_close"),
    path(VOTE + "count/", votes.vote_count, name="vote_count"),
    path(VOTE + "put-forward/", votes.vote_put_forward, name="vote_put_forward"),
    path(TEMPLATE + "/", templates.cluster_template, name="cluster_template"),
    path(TEMPLATE + ".docx", templates.cluster_template_file, name="cluster_template_file"),
    path(TEMPLATE + "/restore/", templates.cluster_template_restore, name="cluster_template_restore"),
]
