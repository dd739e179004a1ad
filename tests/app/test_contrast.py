from app.contrast import LEAST_CONTRAST, contrast_with_white, legible, parts_of


def test_pale_colours_are_darkened_until_they_can_be_read_and_others_left_alone():
    kept = {colour: legible(colour) for colour in ("#0b5563", "#000000", "#A1241B", "red", "")}

    assert kept == {"#0b5563": "#0b5563", "#000000": "#000000", "#A1241B": "#a1241b", "red": "", "": ""}
    for pale in ("#ffffff", "#ffcc00", "#00ff00", "#8a8a8a"):
        ratio = contrast_with_white(parts_of(legible(pale)))
        assert LEAST_CONTRAST <= ratio < LEAST_CONTRAST + 0.7
