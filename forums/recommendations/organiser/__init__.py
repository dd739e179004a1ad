"""The organisers' doors of the recommendations log."""

from forums.recommendations.organiser.addressees import addressees
from forums.recommendations.organiser.capture import capture_organiser
from forums.recommendations.organiser.plenary import plenary
from forums.recommendations.organiser.recommendations import recommendations_organiser

blueprints = (recommendations_organiser, addressees, capture_organiser, plenary)
