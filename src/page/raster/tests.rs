use proptest::prelude::*;

use super::*;
use crate::page::image::Filter;
use crate::page::mesh::Mesh;

/// One step of red and no alpha: drawing it counts how often a pixel is covered.
const COUNT: [u8; 4] = [1, 0, 0, 0];
const RED: [u8; 4] = [255, 0, 0, 255];
const EVERYWHERE: [i32; 4] = [i32::MIN, i32::MIN, i32::MAX, i32::MAX];
const BLACK: [u8; 4] = [0, 0, 0, 255];

fn white() -> Texture {
    texture(1, 1, vec![[255; 4]], Filter::Nearest)
}

fn texture(width: u32, height: u32, pixels: Vec<[u8; 4]>, filter: Filter) -> Texture {
    let image = Image::from_pixels(width, height, pixels).unwrap();
    Texture { image, filter }
}

fn vertex(pos: [f32; 2], color: [u8; 4]) -> Vertex {
    let uv = [0.0, 0.0];
    Vertex { pos, uv, color }
}

/// A triangle of one colour on a black image.
fn drawn(size: [u32; 2], corners: [[f32; 2]; 3], color: [u8; 4]) -> Image {
    let mut image = Image::new(size[0], size[1], [0; 4]);
    let vertices = corners.map(|pos| vertex(pos, color));
    draw(&mut image, &vertices, &[0, 1, 2], &white(), EVERYWHERE, 1.0);
    image
}

/// The red channel as rows of digits, dots for nought.
fn picture(image: &Image) -> Vec<String> {
    let digit = |pixel: &[u8; 4]| match pixel[0] {
        0 => '.',
        n @ 1..=9 => char::from(b'0' + n),
        _ => '#',
    };
    let rows = image.pixels().chunks(image.width() as usize);
    rows.map(|row| row.iter().map(digit).collect()).collect()
}

#[test]
fn a_triangle_covers_the_pixels_whose_centres_it_holds() {
    // The slanted side runs from (4,0) to (0,4): centres with x + y < 4 are inside, and
    // those on it (x + y = 4, centres at halves) belong to the neighbour to the right.
    let image = drawn([5, 5], [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]], COUNT);
    assert_eq!(
        picture(&image),
        ["111..", "11...", "1....", ".....", "....."]
    );
}

#[test]
fn either_winding_covers_the_same() {
    let one = drawn([5, 5], [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]], COUNT);
    let other = drawn([5, 5], [[0.0, 0.0], [0.0, 4.0], [4.0, 0.0]], COUNT);
    assert_eq!(one, other);
}

#[test]
fn centres_on_left_and_top_edges_are_in_and_on_right_and_bottom_edges_out() {
    let mut image = Image::new(4, 4, [0; 4]);
    let mut mesh = Mesh::new();
    mesh.add_rect([0.5, 1.5, 2.5, 3.5], [0.0; 4], COUNT);
    for order in [[0, 1, 2, 2, 1, 3], [2, 1, 0, 3, 1, 2]] {
        image.fill([0; 4]);
        draw(
            &mut image,
            &mesh.vertices,
            &order,
            &white(),
            EVERYWHERE,
            1.0,
        );
        assert_eq!(picture(&image), ["....", "11..", "11..", "...."]);
    }
}

#[test]
fn corners_are_in_points_and_the_scale_makes_pixels_of_them() {
    let mut image = Image::new(6, 3, [0; 4]);
    let mut mesh = Mesh::new();
    mesh.add_rect([0.5, 0.5, 2.5, 1.0], [0.0; 4], COUNT);
    draw(
        &mut image,
        &mesh.vertices,
        &mesh.indices,
        &white(),
        EVERYWHERE,
        2.0,
    );
    assert_eq!(picture(&image), ["......", ".1111.", "......"]);
}

#[test]
fn nothing_is_drawn_outside_of_the_clip_or_of_the_image() {
    let mut mesh = Mesh::new();
    mesh.add_rect([-10.0, -10.0, 50.0, 50.0], [0.0; 4], COUNT);
    for order in [[0, 1, 2, 2, 1, 3], [2, 1, 0, 3, 1, 2]] {
        let mut image = Image::new(5, 4, [0; 4]);
        draw(
            &mut image,
            &mesh.vertices,
            &order,
            &white(),
            [1, 2, 4, 9],
            1.0,
        );
        assert_eq!(picture(&image), [".....", ".....", ".111.", ".111."]);
        image.fill([0; 4]);
        draw(
            &mut image,
            &mesh.vertices,
            &order,
            &white(),
            [3, 3, 1, 1],
            1.0,
        );
        assert_eq!(picture(&image), [".....", ".....", ".....", "....."]);
    }
}

#[test]
fn endless_places_no_numbers_and_wrong_indices_do_no_harm() {
    let mut image = Image::new(2, 2, [0; 4]);
    let far = [
        vertex([f32::NEG_INFINITY, -1e30], COUNT),
        vertex([f32::INFINITY, -1e30], COUNT),
        vertex([0.0, 1e30], COUNT),
        vertex([f32::NAN, 0.0], COUNT),
    ];
    let indices = [0, 1, 2, 0, 1, 3, 0, 1, 4, 0, 0, 0, 1, 2];
    draw(&mut image, &far, &indices, &white(), EVERYWHERE, 1.0);
    assert_eq!(picture(&image), ["11", "11"]);
}

#[test]
fn colours_blend_by_the_formula() {
    // A texel of 3/5 times a vertex colour of 2/3 has alpha 2/5; over grey 100 it leaves
    // 60, and 60 more come from red: 153 * 170 / 255 = 102, so 162; green 51*170/255 = 34.
    let texel = texture(1, 1, vec![[153, 51, 0, 153]], Filter::Nearest);
    let color = [170, 170, 170, 170];
    for order in [[0, 1, 2, 2, 1, 3], [2, 1, 0, 3, 1, 2]] {
        let mut image = Image::new(1, 1, [100, 100, 100, 255]);
        let mut mesh = Mesh::new();
        mesh.add_rect([0.0, 0.0, 1.0, 1.0], [0.0; 4], color);
        draw(&mut image, &mesh.vertices, &order, &texel, EVERYWHERE, 1.0);
        assert_eq!(image.pixel(0, 0), Some([162, 94, 60, 255]));
    }
}

#[test]
fn a_sum_beyond_white_stays_white() {
    let mut image = Image::new(1, 1, [200, 0, 0, 255]);
    let vertices = [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]].map(|p| vertex(p, [100, 0, 0, 0]));
    draw(&mut image, &vertices, &[0, 1, 2], &white(), EVERYWHERE, 1.0);
    assert_eq!(image.pixel(0, 0), Some([255, 0, 0, 255]));
}

/// Eight pixels showing the two texels 0 and 200 (red) between texture places 0 and 1.
fn two_texels(filter: Filter, order: [u32; 6]) -> Vec<u8> {
    let texels = texture(2, 1, vec![BLACK, [200, 0, 0, 255]], filter);
    let mut image = Image::new(8, 1, [0; 4]);
    let mut mesh = Mesh::new();
    mesh.add_rect([0.0, 0.0, 8.0, 1.0], [0.0, 0.0, 1.0, 1.0], [255; 4]);
    draw(&mut image, &mesh.vertices, &order, &texels, EVERYWHERE, 1.0);
    image.pixels().iter().map(|pixel| pixel[0]).collect()
}

#[test]
fn nearest_takes_texels_as_they_are() {
    for order in [[0, 1, 2, 2, 1, 3], [2, 1, 0, 3, 1, 2]] {
        let reds = two_texels(Filter::Nearest, order);
        assert_eq!(reds, [0, 0, 0, 0, 200, 200, 200, 200]);
    }
}

#[test]
fn linear_weighs_texels_by_distance_and_goes_on_at_the_edges() {
    // A pixel is a quarter texel; texel centres lie between pixels 1 and 2, and 5 and 6.
    // From there the weights of the second are 1/8, 3/8, 5/8, 7/8 of 200.
    for order in [[0, 1, 2, 2, 1, 3], [2, 1, 0, 3, 1, 2]] {
        let reds = two_texels(Filter::Linear, order);
        assert_eq!(reds, [0, 0, 25, 75, 125, 175, 200, 200]);
    }
}

#[test]
fn linear_weighs_four_texels_in_both_directions() {
    let texels = vec![
        [0, 0, 0, 255],
        [80, 0, 0, 255],
        [160, 0, 0, 255],
        [240, 0, 0, 255],
    ];
    let texels = texture(2, 2, texels, Filter::Linear);
    let mut image = Image::new(1, 1, [0; 4]);
    let mut mesh = Mesh::new();
    // Its centre reads texture place (5/8, 1/2): 3/4 right of the first centre, 1/2 down.
    mesh.add_rect([0.0, 0.0, 1.0, 1.0], [0.625, 0.5, 0.625, 0.5], [255; 4]);
    draw(
        &mut image,
        &mesh.vertices,
        &mesh.indices,
        &texels,
        EVERYWHERE,
        1.0,
    );
    // Upper row 0.75 * 80 = 60, lower row 160 + 60 = 220; half-way 140.
    assert_eq!(image.pixel(0, 0), Some([140, 0, 0, 255]));
}

#[test]
fn glyphs_at_whole_pixels_are_copied_texel_by_texel_in_either_filter() {
    let pixels: Vec<[u8; 4]> = (0..64 * 64_u32).map(|i| [(i * 7 % 251) as u8; 4]).collect();
    for filter in [Filter::Nearest, Filter::Linear] {
        let atlas = texture(64, 64, pixels.clone(), filter);
        let mut image = Image::new(20, 20, BLACK);
        let mut mesh = Mesh::new();
        let uv = [13.0, 27.0, 24.0, 44.0].map(|texel| texel / 64.0);
        mesh.add_rect([4.0, 2.0, 15.0, 19.0], uv, [255; 4]);
        draw(
            &mut image,
            &mesh.vertices,
            &mesh.indices,
            &atlas,
            EVERYWHERE,
            1.0,
        );
        for (x, y) in (4..15).flat_map(|x| (2..19).map(move |y| (x, y))) {
            let texel = atlas.image.pixel(x + 9, y + 25).unwrap();
            assert_eq!(image.pixel(x, y).unwrap()[0], texel[0], "at {x}, {y}");
        }
    }
}

#[test]
fn vertex_colours_fade_evenly() {
    let mut image = Image::new(4, 1, BLACK);
    let left = [0, 0, 0, 255];
    let vertices = [
        vertex([0.0, 0.0], left),
        vertex([4.0, 0.0], RED),
        vertex([0.0, 1.0], left),
        vertex([4.0, 1.0], RED),
    ];
    draw(
        &mut image,
        &vertices,
        &[0, 1, 2, 2, 1, 3],
        &white(),
        EVERYWHERE,
        1.0,
    );
    let reds: Vec<u8> = image.pixels().iter().map(|pixel| pixel[0]).collect();
    // 255 * 1/8, 3/8, 5/8, 7/8 = 31.875, 95.625, 159.375, 223.125.
    assert_eq!(reds, [32, 96, 159, 223]);
}

/// A place in steps of 1/256 pixel, so that snapping does not move it.
fn place() -> impl Strategy<Value = [i64; 2]> {
    // Small and coarse places make centres on edges and corners frequent.
    prop_oneof![
        (-4_i64..20, -4_i64..20).prop_map(|(x, y)| [x * 128, y * 128]),
        (-1024_i64..5120, -1024_i64..5120).prop_map(|(x, y)| [x, y]),
    ]
}

fn pixels([x, y]: [i64; 2]) -> [f32; 2] {
    [x as f32 / 256.0, y as f32 / 256.0]
}

fn area(a: [i64; 2], b: [i64; 2], c: [i64; 2]) -> i64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn triangles_sharing_an_edge_never_cover_a_pixel_twice(
        a in place(), b in place(), c in place(), d in place()
    ) {
        // Turned about the middle of the edge, `d` comes to its other side.
        let same_side = area(a, b, c).signum() == area(a, b, d).signum();
        let turned = [a[0] + b[0] - d[0], a[1] + b[1] - d[1]];
        let d = if same_side { turned } else { d };
        let mut image = Image::new(20, 20, [0; 4]);
        let vertices = [a, b, c, d].map(|at| vertex(pixels(at), COUNT));
        draw(&mut image, &vertices, &[0, 1, 2, 0, 1, 3], &white(), EVERYWHERE, 1.0);
        prop_assert!(image.pixels().iter().all(|pixel| pixel[0] <= 1));
    }

    /// Seen from any point, a triangle is the sum of the triangles over its sides, those
    /// that run the other way round counting as less: no pixel twice, none left out.
    #[test]
    fn a_triangle_covers_what_the_triangles_over_its_sides_do(
        a in place(), b in place(), c in place(), m in place()
    ) {
        let mut sum = vec![0_i64; 400];
        let mut add = |corners: [[i64; 2]; 3], sign: i64| {
            let [a, b, c] = corners;
            let sign = sign * area(a, b, c).signum();
            let image = drawn([20, 20], corners.map(pixels), COUNT);
            for (sum, pixel) in sum.iter_mut().zip(image.pixels()) {
                *sum += sign * i64::from(pixel[0]);
            }
        };
        add([a, b, c], -1);
        add([a, b, m], 1);
        add([b, c, m], 1);
        add([c, a, m], 1);
        prop_assert!(sum.iter().all(|pixel| *pixel == 0), "{:?}", sum);
    }

    #[test]
    fn a_triangle_covers_the_centres_strictly_inside_and_none_strictly_outside(
        a in place(), b in place(), c in place()
    ) {
        let image = drawn([20, 20], [a, b, c].map(pixels), COUNT);
        let whole = area(a, b, c).signum();
        for (x, y) in (0..20_u32).flat_map(|x| (0..20_u32).map(move |y| (x, y))) {
            let center = [i64::from(x) * 256 + 128, i64::from(y) * 256 + 128];
            let sides = [area(a, b, center), area(b, c, center), area(c, a, center)];
            let covered = image.pixel(x, y).is_some_and(|pixel| pixel[0] == 1);
            if whole != 0 && sides.iter().all(|side| side.signum() == whole) {
                prop_assert!(covered, "{} {} is inside", x, y);
            } else if whole == 0 || sides.iter().any(|side| side.signum() == -whole) {
                prop_assert!(!covered, "{} {} is outside", x, y);
            }
        }
    }

    #[test]
    fn the_short_path_of_rectangles_draws_what_their_triangles_draw(
        from in place(), to in place(), flip in any::<bool>(), filter in any::<bool>(),
        uv in [-8_i32..40, -8_i32..40, -8_i32..40, -8_i32..40], color in any::<[u8; 4]>()
    ) {
        let filter = if filter { Filter::Linear } else { Filter::Nearest };
        let texels = (0..256_u32).map(|i| [(i * 37 % 256) as u8, 9, (i % 5) as u8, i as u8]);
        let texels = texture(16, 16, texels.collect(), filter);
        let ([x0, y0], [x1, y1]) = (pixels(from), pixels(to));
        let mut mesh = Mesh::new();
        mesh.add_rect([x0, y0, x1, y1], uv.map(|n| n as f32 / 32.0), color);
        if flip {
            mesh.vertices.swap(1, 2);
        }
        let painted = |indices: &[u32]| {
            let mut image = Image::new(20, 20, [3, 50, 200, 255]);
            draw(&mut image, &mesh.vertices, indices, &texels, EVERYWHERE, 1.0);
            image
        };
        prop_assert_eq!(painted(&[0, 1, 2, 2, 1, 3]), painted(&[2, 1, 0, 3, 1, 2]));
    }
}
